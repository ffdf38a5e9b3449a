package dev.latchkey.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Of the bytes that {@link RequestFraming} lets through, the HTTP codec makes the same requests as
 * {@link StrictRequests}, which was written apart from both. Where the codec refuses a request,
 * nothing that comes after it counts, since the connection ends. The fault is at the same byte,
 * however the bytes are cut into segments.
 */
public final class FramingFuzz {

  private FramingFuzz() {}

  /** Called by the fuzzer, {@code bench/fuzz/run Framing SECONDS}, and by FuzzTargetsTest. */
  public static void fuzzerTestOneInput(byte[] input) {
    int fault = fault(input, input.length);
    if (fault != fault(input, 1)) {
      throw new AssertionError("another fault in segments of one byte");
    }
    var passed = fault < 0 ? input : Arrays.copyOf(input, fault);
    var codec = decode(passed);
    var strict = StrictRequests.read(passed);
    boolean refused = codec.remove(REFUSED);
    if (refused ? !startsWith(strict, codec) : !codec.equals(strict)) {
      throw new AssertionError("codec: " + codec + "\nstrict: " + strict);
    }
  }

  private static final String REFUSED = "refused";

  private static boolean startsWith(List<String> all, List<String> first) {
    return all.size() >= first.size() && all.subList(0, first.size()).equals(first);
  }

  private static int fault(byte[] input, int segment) {
    var framing = new RequestFraming();
    for (int at = 0; at < input.length; at += segment) {
      var bytes = Unpooled.wrappedBuffer(input, at, Math.min(segment, input.length - at));
      while (bytes.isReadable()) {
        bytes.readerIndex(framing.read(bytes)); // one request at a time
        if (framing.isFaulty()) {
          return at + bytes.readerIndex();
        }
      }
    }
    return -1;
  }

  /** The complete requests, and a mark in the end where the codec refused one. */
  private static List<String> decode(byte[] input) {
    var channel = new EmbeddedChannel(new HttpRequestDecoder());
    channel.writeInbound(Unpooled.wrappedBuffer(input));
    var requests = new ArrayList<String>();
    String line = "";
    var body = new ByteArrayOutputStream();
    for (HttpObject part = channel.readInbound(); part != null; part = channel.readInbound()) {
      if (part.decoderResult().isFailure()) {
        requests.add(REFUSED);
        break;
      }
      if (part instanceof HttpRequest request) {
        line = request.method() + " " + request.uri() + " " + request.protocolVersion();
        body.reset();
      }
      if (part instanceof HttpContent content) {
        append(body, content.content());
      }
      if (part instanceof LastHttpContent) {
        requests.add(StrictRequests.show(line, body.toByteArray()));
      }
      ReferenceCountUtil.release(part);
    }
    channel.close();
    return requests;
  }

  private static void append(ByteArrayOutputStream body, ByteBuf content) {
    var bytes = new byte[content.readableBytes()];
    content.getBytes(content.readerIndex(), bytes);
    body.writeBytes(bytes);
  }
}
