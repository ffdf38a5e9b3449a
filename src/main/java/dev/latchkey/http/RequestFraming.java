package dev.latchkey.http;

import io.netty.buffer.ByteBuf;

/**
 * Where on one connection a request ends and the next begins, read byte by byte in the strictest
 * form of RFC 9112. The codec is more lenient: it takes tabs for spaces, joins folded lines, and so
 * on. A proxy may read such bytes differently, and then one of the two takes a part of a body for a
 * request (request smuggling). So there is a fault in whatever has more than one reading:
 *
 * <ul>
 *   <li>a request line other than three words with one space between them, and a version with a
 *       small letter (section 3);
 *   <li>a line that does not end in CR LF, and a control character (section 2.2);
 *   <li>a field name that is no token, and a folded line (section 5);
 *   <li>any {@code Transfer-Encoding} but one {@code chunked}, any {@code Content-Length} but one
 *       number, and both in one request (section 6);
 *   <li>a chunk size with a blank or with an extension that is malformed (section 7.1).
 * </ul>
 *
 * <p>There is also a fault in what no client needs and what costs the codec memory or time: more
 * fields than {@link #MAX_FIELDS}, more empty lines before a request, and longer chunk sizes.
 *
 * <p>It keeps a few numbers and no bytes of the caller. Bodies are skipped, not read.
 */
final class RequestFraming {

  private static final String LENGTH_NAME = "content-length";
  private static final String CODING_NAME = "transfer-encoding";
  private static final String CODING = "chunked";

  /** No body is as long as that. One digit more is far from an overflow. */
  private static final long MAX_LENGTH = 1L << 50;

  /**
   * In head and trailers together. The codec needs ten times the bytes of a field that is short.
   */
  static final int MAX_FIELDS = 100;

  /** Before one request. */
  private static final int MAX_EMPTY_LINES = 8;

  /**
   * In bytes, of all chunk sizes and extensions of one body. 8 KiB in chunks of one need 24 KiB.
   */
  private static final int MAX_CHUNK_LINES = 64 * 1024;

  private enum Place {
    START,
    REQUEST_LINE,
    LINE_FEED,
    FIELD_START,
    FIELD_NAME,
    FIELD_VALUE,
    LENGTH_VALUE,
    CODING_VALUE,
    CHUNK_SIZE,
    EXTENSION_START,
    EXTENSION,
    QUOTED,
    QUOTED_PAIR,
    CHUNK_END
  }

  private Place place = Place.START;

  /** What follows the line feed that is due: a place, and before it this much content. */
  private Place next = Place.START;

  private long nextContent;

  /** Bytes of a body or a chunk that are skipped before {@link #place} goes on. */
  private long content;

  private boolean inRequest;
  private boolean inHead;
  private boolean ended;
  private boolean faulty;
  private int emptyLines;
  private int fields;
  private int chunkLines;

  private int words;
  private boolean wordBegun;
  private boolean chunked;
  private boolean trailers;

  /** The declared length of the body, or -1. */
  private long length;

  private long chunkSize;
  private int chunkDigits;

  /** What the name of this field can still be, and how much of it was read. */
  private boolean maybeLength;

  private boolean maybeCoding;
  private int matched;
  private boolean valueBegun;
  private boolean valueEnded;

  /**
   * Reads on from where the last call ended, to the end of a request at most.
   *
   * @return the index behind what was read. If {@link #isFaulty}, the byte there may not stand
   *     there; after a fault there is no next call
   */
  int read(ByteBuf bytes) {
    int index = bytes.readerIndex();
    int end = bytes.writerIndex();
    ended = false;
    while (index < end && !ended) {
      if (content > 0) {
        int skipped = (int) Math.min(content, end - index);
        content -= skipped;
        index += skipped;
        endIfWhole();
      } else if (accept(bytes.getByte(index) & 0xff)) {
        index++;
      } else {
        faulty = true;
        return index;
      }
    }
    return index;
  }

  private void endIfWhole() {
    if (inRequest && content == 0 && place == Place.START) {
      inRequest = false;
      ended = true;
    }
  }

  boolean isFaulty() {
    return faulty;
  }

  /** Whether the fault is the number of the fields. */
  boolean hasTooManyFields() {
    return fields > MAX_FIELDS;
  }

  /** Whether the last byte that was read is the last one of a request. */
  boolean hasEnded() {
    return ended;
  }

  boolean isBetweenRequests() {
    return !inRequest;
  }

  boolean isInHead() {
    return inRequest && inHead;
  }

  /** Whether the place is in a chunked body, outside of the content of its chunks. */
  boolean isInChunks() {
    return switch (place) {
      case CHUNK_SIZE, EXTENSION_START, EXTENSION, QUOTED, QUOTED_PAIR, CHUNK_END -> true;
      default -> false;
    };
  }

  private boolean accept(int b) {
    return switch (place) {
      case START -> start(b);
      case REQUEST_LINE -> requestLine(b);
      case LINE_FEED -> lineFeed(b);
      case FIELD_START -> b == '\r' ? endOfFields() : fieldStart(b);
      case FIELD_NAME -> b == ':' ? endOfName() : nameCharacter(b);
      case FIELD_VALUE -> b == '\r' ? lineEnds(Place.FIELD_START) : isText(b);
      case LENGTH_VALUE -> b == '\r' ? endOfLength() : isBlank(b) || (isInValue() && digit(b));
      case CODING_VALUE ->
          b == '\r' ? endOfCoding() : isBlank(b) || (isInValue() && codingCharacter(b));
      case CHUNK_SIZE, EXTENSION_START, EXTENSION, QUOTED, QUOTED_PAIR, CHUNK_END ->
          ++chunkLines <= MAX_CHUNK_LINES && betweenChunks(b);
    };
  }

  private boolean betweenChunks(int b) {
    return switch (place) {
      case EXTENSION_START -> extensionStart(b);
      case EXTENSION -> extension(b);
      case QUOTED -> quoted(b);
      case QUOTED_PAIR -> isText(b) && go(Place.QUOTED);
      case CHUNK_END -> b == '\r' && lineEnds(Place.CHUNK_SIZE);
      default -> chunkSize(b);
    };
  }

  private boolean go(Place to) {
    place = to;
    return true;
  }

  private boolean lineEnds(Place then) {
    next = then;
    return go(Place.LINE_FEED);
  }

  private boolean lineFeed(int b) {
    content = nextContent;
    nextContent = 0;
    place = next;
    endIfWhole();
    return b == '\n';
  }

  /** Empty lines may precede a request: an old client ends a body with one (section 2.2). */
  private boolean start(int b) {
    if (b == '\r') {
      return ++emptyLines <= MAX_EMPTY_LINES && lineEnds(Place.START);
    }
    inRequest = true;
    inHead = true;
    emptyLines = 0;
    fields = 0;
    chunkLines = 0;
    words = 1;
    wordBegun = true;
    chunked = false;
    trailers = false;
    length = -1;
    return isVisible(b) && go(Place.REQUEST_LINE);
  }

  private boolean requestLine(int b) {
    if (b == '\r') {
      return wordBegun && words == 3 && lineEnds(Place.FIELD_START);
    }
    if (b == ' ') {
      boolean one = wordBegun && words < 3;
      words++;
      wordBegun = false;
      return one;
    }
    wordBegun = true;
    return isVisible(b) && !(words == 3 && isSmallLetter(b));
  }

  private boolean fieldStart(int b) {
    maybeLength = true;
    maybeCoding = true;
    matched = 0;
    place = Place.FIELD_NAME;
    return ++fields <= MAX_FIELDS && nameCharacter(b);
  }

  private boolean nameCharacter(int b) {
    maybeLength &= matches(LENGTH_NAME, b);
    maybeCoding &= matches(CODING_NAME, b);
    matched++;
    return isToken(b);
  }

  private boolean matches(String name, int b) {
    return matched < name.length() && name.charAt(matched) == (b | 0x20);
  }

  private boolean endOfName() {
    boolean isLength = maybeLength && matched == LENGTH_NAME.length();
    boolean isCoding = maybeCoding && matched == CODING_NAME.length();
    if (!isLength && !isCoding) {
      return go(Place.FIELD_VALUE);
    }
    if (trailers || chunked || length >= 0) {
      return false;
    }
    matched = 0;
    valueBegun = false;
    valueEnded = false;
    if (isLength) {
      length = 0;
      return go(Place.LENGTH_VALUE);
    }
    chunked = true;
    return go(Place.CODING_VALUE);
  }

  /** Blanks may stand around a value, not in it. */
  private boolean isBlank(int b) {
    boolean blank = b == ' ' || b == '\t';
    valueEnded |= blank && valueBegun;
    return blank;
  }

  private boolean isInValue() {
    valueBegun = true;
    return !valueEnded;
  }

  private boolean digit(int b) {
    if (b < '0' || b > '9') {
      return false;
    }
    length = length * 10 + (b - '0');
    return length < MAX_LENGTH;
  }

  private boolean codingCharacter(int b) {
    boolean is = matches(CODING, b);
    matched++;
    return is;
  }

  private boolean endOfLength() {
    return valueBegun && lineEnds(Place.FIELD_START);
  }

  private boolean endOfCoding() {
    return matched == CODING.length() && lineEnds(Place.FIELD_START);
  }

  private boolean endOfFields() {
    inHead = false;
    if (trailers) {
      return lineEnds(Place.START);
    }
    if (chunked) {
      return chunkFollows();
    }
    nextContent = Math.max(length, 0);
    return lineEnds(Place.START);
  }

  private boolean chunkFollows() {
    chunkSize = 0;
    chunkDigits = 0;
    return lineEnds(Place.CHUNK_SIZE);
  }

  private boolean chunkSize(int b) {
    if (b == '\r') {
      return chunkDigits > 0 && endOfChunkSize();
    }
    if (b == ';') {
      return chunkDigits > 0 && go(Place.EXTENSION_START);
    }
    int digit = Character.digit(b, 16);
    chunkDigits++;
    chunkSize = chunkSize * 16 + digit;
    return digit >= 0 && b < 0x80 && chunkSize < MAX_LENGTH;
  }

  private boolean endOfChunkSize() {
    if (chunkSize == 0) {
      trailers = true;
      return lineEnds(Place.FIELD_START);
    }
    nextContent = chunkSize;
    chunkSize = 0;
    chunkDigits = 0;
    return lineEnds(Place.CHUNK_END);
  }

  /** The codec knows the rest of the grammar of extensions, but lets blanks and nothing pass. */
  private boolean extensionStart(int b) {
    return b == '"' ? go(Place.QUOTED) : isToken(b) && go(Place.EXTENSION);
  }

  private boolean extension(int b) {
    if (b == '\r') {
      return endOfChunkSize();
    }
    return b == ';' || b == '=' ? go(Place.EXTENSION_START) : isToken(b);
  }

  private boolean quoted(int b) {
    if (b == '"') {
      return go(Place.EXTENSION);
    }
    return b == '\\' ? go(Place.QUOTED_PAIR) : isText(b);
  }

  private static boolean isVisible(int b) {
    return b > ' ' && b != 0x7f;
  }

  /** The version has none (RFC 9112, section 2.3); the codec would make capitals of them. */
  private static boolean isSmallLetter(int b) {
    return b >= 'a' && b <= 'z';
  }

  private static boolean isText(int b) {
    return b == '\t' || (b >= ' ' && b != 0x7f);
  }

  /** Section 5.6.2 of RFC 9110. */
  static boolean isToken(int b) {
    return (b >= 'a' && b <= 'z')
        || (b >= 'A' && b <= 'Z')
        || (b >= '0' && b <= '9')
        || "-!#$%&'*+.^_`|~".indexOf(b) >= 0;
  }
}
