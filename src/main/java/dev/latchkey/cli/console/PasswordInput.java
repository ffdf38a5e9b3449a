package dev.latchkey.cli.console;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where a password comes from: a terminal, without echo and twice, or standard input. Never an
 * argument, which every user of the machine can see.
 */
public class PasswordInput {

  /** More than any password: what is longer is a file piped in by mistake. */
  private static final int MAX_INPUT_BYTES = 4096;

  /** Asks on a terminal, without echo; null at the end of the input. */
  @FunctionalInterface
  public interface Terminal {
    char @Nullable [] ask(String prompt);
  }

  private final InputStream standardInput;
  private final @Nullable Terminal terminal;

  public PasswordInput(InputStream standardInput, @Nullable Terminal terminal) {
    this.standardInput = standardInput;
    this.terminal = terminal;
  }

  public static PasswordInput ofProcess() {
    var console = System.console();
    return new PasswordInput(
        System.in, console == null ? null : prompt -> console.readPassword("%s", prompt));
  }

  /**
   * All of standard input, without one line end at its end.
   *
   * @throws CommandException when it is not UTF-8
   */
  public String read() {
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
  public String ask() {
    if (terminal == null) {
      throw new CommandException(
          "There is no terminal to ask for the password: use --password-stdin.");
    }
    var first = terminal.ask("Password: ");
    var second = first == null ? null : terminal.ask("Password again: ");
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
