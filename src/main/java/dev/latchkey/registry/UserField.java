package dev.latchkey.registry;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The texts that are stored of a user, each with its rule. */
enum UserField {
  USERNAME("username", FieldRule::problemOfLoginName),
  EMAIL("email", FieldRule::problemOfEmail),
  FIRST_NAME("firstName", FieldRule::problemOfText),
  LAST_NAME("lastName", FieldRule::problemOfTextOrNone),
  FAVORITE("favorite", FieldRule::problemOfText);

  private final String field;
  private final Rule rule;

  UserField(String field, Rule rule) {
    this.field = field;
    this.rule = rule;
  }

  /** Gives what is wrong with a value; null where nothing is. */
  @FunctionalInterface
  private interface Rule {
    @Nullable String problemOf(String value);
  }

  /**
   * @throws InvalidFieldException when the directory does not keep the value
   */
  void require(String value) {
    FieldRule.require(field, rule.problemOf(value));
  }

  /** The field's name and what is wrong with a value that is stored already. */
  Optional<String> problemOf(String value) {
    return Optional.ofNullable(rule.problemOf(value)).map(problem -> field + " " + problem);
  }
}
