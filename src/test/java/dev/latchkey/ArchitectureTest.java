package dev.latchkey;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.latchkey.directory.LoginName;
import dev.latchkey.directory.OrgDomain;
import io.smallrye.mutiny.Uni;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Date;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The walls of docs/architecture.md. */
class ArchitectureTest {

  private static final String ROOT = "dev.latchkey";
  private static final JavaClasses LATCHKEY =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  @ParameterizedTest
  @ValueSource(strings = {"directory", "password", "token", "throttle", "audit", "error"})
  void leaf_knowsNoOtherPackage(String leaf) {
    noClasses()
        .that(resideInAPackage(within(leaf)))
        .should()
        .dependOnClassesThat(resideInAPackage(ROOT + "..").and(not(resideInAPackage(within(leaf)))))
        .allowEmptyShould(true)
        .check(LATCHKEY);
  }

  @Test
  void login_doesNotKnowTheCommands() {
    noClasses()
        .that(resideInAPackage(within("login")))
        .should()
        .dependOnClassesThat(resideInAPackage(within("cli")))
        .check(LATCHKEY);
  }

  @Test
  void commands_doNotKnowTheLogin() {
    noClasses()
        .that(resideInAPackage(within("cli")))
        .should()
        .dependOnClassesThat(resideInAnyPackage(within("login"), within("error")))
        .check(LATCHKEY);
  }

  @Test
  void packages_haveNoCycles() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(LATCHKEY);
  }

  @Test
  void packages_areThoseOfTheDesign() {
    classes()
        .should()
        .resideInAnyPackage(
            ROOT,
            ROOT + ".login",
            ROOT + ".directory",
            ROOT + ".password",
            ROOT + ".token",
            ROOT + ".throttle",
            ROOT + ".audit",
            ROOT + ".error",
            ROOT + ".cli")
        .check(LATCHKEY);
  }

  @Test
  void packages_areNullMarked() {
    assertThat(LATCHKEY.stream().map(JavaClass::getPackage).distinct())
        .isNotEmpty()
        .allSatisfy(
            (JavaPackage p) ->
                assertThat(p.isAnnotatedWith(NullMarked.class)).as(p.getName()).isTrue());
  }

  @Test
  void hibernate_isKnownToTheDirectoryAlone() {
    noClasses()
        .that(not(resideInAPackage(within("directory"))))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                "org.hibernate..", "io.quarkus.hibernate..", "jakarta.persistence.."))
        .check(LATCHKEY);
  }

  /** But for the type of its failures, which the log of a 500 tells apart. */
  @Test
  void jdbc_isKnownToTheDirectoryAlone() {
    noClasses()
        .that(not(resideInAPackage(within("directory"))))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("java.sql..", "javax.sql..", "org.postgresql..")
                .and(not(type(SQLException.class))))
        .check(LATCHKEY);
  }

  /** What blocks on JDBC is for the commands and for what comes before the first request. */
  @Test
  void jdbc_isNotForLogins() {
    noClasses()
        .that(not(resideInAPackage(within("cli"))))
        .and(not(resideInAPackage(within("directory"))))
        .should()
        .dependOnClassesThat(
            named(
                Set.of(
                    ROOT + ".directory.Database",
                    ROOT + ".directory.Organizations",
                    ROOT + ".directory.Users",
                    ROOT + ".directory.UserImport")))
        .check(LATCHKEY);
  }

  @Test
  void elytron_isKnownToThePasswordsAlone() {
    noClasses()
        .that(not(resideInAPackage(within("password"))))
        .should()
        .dependOnClassesThat(resideInAnyPackage("org.wildfly.security..", "io.quarkus.elytron.."))
        .check(LATCHKEY);
  }

  @Test
  void settings_areMappings() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .areAssignableTo(ConfigProperty.class)
        .check(LATCHKEY);
  }

  @Test
  void standardStreams_areForTheCommands() {
    noClasses()
        .that(not(resideInAPackage(within("cli"))))
        .should(ACCESS_STANDARD_STREAMS)
        .check(LATCHKEY);
  }

  /** A command is made by picocli, which injects nothing: it gets its clock from there. */
  @Test
  void time_isAskedOfAnInjectedClock() {
    noClasses()
        .that(not(named(Set.of(ROOT + ".ClockProducer", ROOT + ".cli.DirectBackend"))))
        .should()
        .accessTargetWhere(target("read the system's clock", ArchitectureTest::readsSystemClock))
        .check(LATCHKEY);
  }

  /** The commands fold names of options and variables, never people's. */
  @Test
  void case_isFoldedInTwoPlaces() {
    noClasses()
        .that(not(named(Set.of(LoginName.class.getName(), OrgDomain.class.getName()))))
        .and(not(resideInAPackage(within("cli"))))
        .should()
        .accessTargetWhere(
            target(
                "fold case",
                t ->
                    (t.getOwner().isEquivalentTo(String.class)
                            || t.getOwner().isEquivalentTo(Character.class))
                        && Set.of("toLowerCase", "toUpperCase", "toTitleCase")
                            .contains(t.getName())))
        .check(LATCHKEY);
  }

  /** A command may wait: it runs alone, on a thread of its own. */
  @Test
  void requests_neverWait() {
    noClasses()
        .that(not(resideInAPackage(within("cli"))))
        .should()
        .accessTargetWhere(target("wait for what another thread does", ArchitectureTest::waits))
        .check(LATCHKEY);
  }

  private static boolean waits(AccessTarget target) {
    var owner = target.getOwner();
    return owner.isAssignableTo(Uni.class) && target.getName().equals("await")
        || owner.isAssignableTo(CompletionStage.class)
            && Set.of("join", "get").contains(target.getName())
        || owner.isEquivalentTo(Thread.class) && target.getName().equals("sleep");
  }

  private static boolean readsSystemClock(AccessTarget target) {
    var owner = target.getOwner();
    if (owner.isEquivalentTo(System.class)) {
      return target.getName().equals("currentTimeMillis");
    }
    if (owner.isEquivalentTo(Date.class)) {
      return target instanceof AccessTarget.ConstructorCallTarget made
          && made.getRawParameterTypes().isEmpty();
    }
    if (owner.isEquivalentTo(Clock.class)) {
      return target.getName().startsWith("system");
    }
    return owner.getPackageName().equals("java.time")
        && target.getName().equals("now")
        && target instanceof AccessTarget.CodeUnitAccessTarget now
        && now.getRawParameterTypes().stream().noneMatch(p -> p.isEquivalentTo(Clock.class));
  }

  private static String within(String name) {
    return ROOT + "." + name + "..";
  }

  private static DescribedPredicate<JavaClass> named(Set<String> names) {
    return describe("named " + names, c -> names.contains(c.getName()));
  }

  private static DescribedPredicate<JavaAccess<?>> target(
      String description, Predicate<AccessTarget> predicate) {
    return describe(description, access -> predicate.test(access.getTarget()));
  }
}
