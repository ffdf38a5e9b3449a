package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A new command cannot be forgotten: it tells the audit, or stands in the list of this class. */
class AuditedCommandsTest {

  /** They only show something. */
  private static final List<String> READERS =
      List.of("OrgListCommand", "UserListCommand", "UserShowCommand", "KeyUsageCommand");

  @Test
  void everyCommandOfTheRegistry_tellsTheAuditOrOnlyReads() {
    assertThat(commands())
        .hasSizeGreaterThan(15)
        .filteredOn(command -> !READERS.contains(command.getSimpleName()))
        .allSatisfy(command -> assertThat(changes(command)).as(command.getName()).isTrue());
    assertThat(commands())
        .filteredOn(command -> READERS.contains(command.getSimpleName()))
        .noneMatch(AuditedCommandsTest::changes);
  }

  private static List<JavaClass> commands() {
    return new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.latchkey.cli")
            .stream()
            .filter(type -> type.isAssignableTo(RegistryCommand.class))
            .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
            .toList();
  }

  /** The call may stand in a class between. */
  private static boolean changes(JavaClass command) {
    return Stream.concat(Stream.of(command), command.getAllRawSuperclasses().stream())
        .filter(type -> !type.isEquivalentTo(RegistryCommand.class))
        .flatMap(type -> type.getMethodCallsFromSelf().stream())
        .anyMatch(call -> call.getTarget().getName().equals("change"));
  }
}
