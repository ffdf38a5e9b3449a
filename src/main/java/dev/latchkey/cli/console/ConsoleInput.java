package dev.latchkey.cli.console;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a person types or a pipe brings. A password comes from a terminal, without echo and twice,
 * or from standard input. It is never an argument, which every user of the machine can see.
 */
public class ConsoleInput {

  /** More than any password: what is longer is a file piped in by mistake. */
  private static final int MAX_INPUT_BYTES = 4096;

  /** Asks on a terminal, without echo; null at the end of the input. */
  @FunctionalInterface
  public interface Terminal {
    char @Nullable [] ask(String prompt);
  }

  private final InputStream standardInput;
  private final Supplier<@Nullable Terminal> terminal;

  /**
   * @param terminal looked for when a command needs it; null where nobody sits at one
   */
  public ConsoleInput(InputStream standardInput, Supplier<@Nullable Terminal> terminal) {
    this.standardInput = standardInput;
    this.terminal = terminal;
  }

  public static ConsoleInput ofProcess() {
    return new ConsoleInput(System.in, ConsoleInput::terminalOfProcess);
  }

  private static @Nullable Terminal terminalOfProcess() {
    var console = System.console();
    return console == null ? null : prompt -> console.readPassword("%s", prompt);
  }

  public InputStream standardInput() {
    return standardInput;
  }

  public boolean hasTerminal() {
    return terminal.get() != null;
  }

  /**
   * Takes all of standard input, without one line end at its end.
   *
   * @throws CommandException when it is not UTF-8
   */
  public String readPassword() {
    try {
      var bytes = standardInput.readNBytes(MAX_INPUT_BYTES);
      return withoutLineEnd(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      throw new CommandException("The password on standard input is not UTF-8.");
    } catch (IOException e) {
      throw new CommandException("Standard input cannot be read.");
    }
  }

  /**
   * @throws CommandException when there is no terminal, or what was typed differs
   */
  public String askPassword() {
    var asked = terminal.get();
    if (asked == null) {
      throw new CommandException(
          "There is no terminal to ask for the password: use --password-stdin.");
    }
    var first = asked.ask("Password: ");
    var second = first == null ? null : asked.ask("Password again: ");
    if (first == null || second == null) {
      throw new CommandException("No password was given.");
    }
    if (!Arrays.equals(first, second)) {
      throw new CommandException("The two passwords differ.");
    }
    return new String(first);
  }

  private static String withoutLineEnd(String text) {
    if (text.endsWith("\r\n")) {
      return text.substring(0, text.length() - 2);
    }
    return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
  }
}
