package dev.latchkey;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A DNS server (RFC 1035) that says of each name that its address is 127.0.0.1, for no longer than
 * this moment, until it is silenced.
 */
public final class NameServer implements AutoCloseable {

  private static final int HEADER = 12;
  private static final short TYPE_A = 1;

  private final DatagramSocket socket;
  private volatile boolean silent;
  private final AtomicInteger questions = new AtomicInteger();

  public NameServer() throws IOException {
    socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    var thread = new Thread(this::serve, "name-server");
    thread.setDaemon(true);
    thread.start();
  }

  /** As the setting quarkus.vertx.resolver.servers has it. */
  public String address() {
    return "127.0.0.1:" + socket.getLocalPort();
  }

  /** From now on it takes questions and answers none. */
  public void silence() {
    silent = true;
  }

  /** How many it was asked. */
  public int questions() {
    return questions.get();
  }

  private void serve() {
    while (!socket.isClosed()) {
      try {
        var question = new DatagramPacket(new byte[512], 512);
        socket.receive(question);
        questions.incrementAndGet();
        if (!silent) {
          byte[] answer = answer(ByteBuffer.wrap(question.getData(), 0, question.getLength()));
          socket.send(new DatagramPacket(answer, answer.length, question.getSocketAddress()));
        }
      } catch (IOException e) {
        if (!socket.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  /** The question again, and behind it, if it asks for an IPv4 address, the one record. */
  private static byte[] answer(ByteBuffer question) {
    int end = HEADER;
    while (question.get(end) != 0) {
      end += 1 + question.get(end);
    }
    boolean found = question.getShort(end + 1) == TYPE_A;
    end += 5;
    var answer = ByteBuffer.allocate(end + 16);
    answer.put(question.array(), 0, end);
    answer.putShort(2, (short) 0x8180); // an answer, without an error
    answer.putShort(6, (short) (found ? 1 : 0));
    answer.putInt(8, 0); // no records of other sections
    if (found) {
      answer.putShort((short) 0xC00C).putShort(TYPE_A).putShort((short) 1); // the name asked for
      answer.putInt(0); // seconds to keep it
      answer.putShort((short) 4).put(InetAddress.getLoopbackAddress().getAddress());
    }
    return Arrays.copyOf(answer.array(), answer.position());
  }

  @Override
  public void close() {
    socket.close();
  }
}
