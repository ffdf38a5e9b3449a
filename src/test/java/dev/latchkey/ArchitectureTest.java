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
import dev.latchkey.http.Refusal;
import dev.latchkey.password.NewPassword;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The walls of docs/architecture.md. */
class ArchitectureTest {

  private static final String ROOT = "dev.latchkey";

  /** The root package itself, with the program's {@code main}. */
  private static final String HALL = "(root)";

  private static final JavaClasses LATCHKEY =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  /** Each room with its floor and the rooms that it may use: the table of docs/architecture.md. */
  private static final List<Room> ROOMS =
      List.of(
          room(5, HALL, "cli"),
          room(
              4,
              "cli",
              "start",
              "registry",
              "directory",
              "password",
              "bcrypt",
              "token",
              "factor",
              "attempts",
              "keys",
              "audit",
              "settings"),
          room(4, "dev", "start", "registry", "directory", "password"),
          room(
              3,
              "start",
              "registry",
              "directory",
              "password",
              "bcrypt",
              "token",
              "factor",
              "attempts",
              "session",
              "caller",
              "http",
              "audit",
              "keys",
              "settings"),
          room(
              3,
              "login",
              "session",
              "directory",
              "password",
              "factor",
              "token",
              "attempts",
              "caller",
              "http",
              "audit",
              "turns"),
          room(
              2,
              "session",
              "directory",
              "token",
              "caller",
              "attempts",
              "http",
              "audit",
              "settings"),
          room(2, "registry", "directory", "factor", "settings"),
          room(2, "password", "bcrypt", "turns", "settings"),
          room(2, "attempts", "caller", "directory", "turns", "settings"),
          room(2, "audit", "directory", "settings"),
          room(1, "directory", "turns", "settings"),
          room(1, "bcrypt"),
          room(1, "token", "http", "keys", "settings"),
          room(1, "factor", "keys", "settings"),
          room(1, "keys"),
          room(1, "caller", "settings"),
          room(1, "turns"),
          room(1, "http", "settings"),
          room(1, "settings"));

  /** A line of that table: floor, name, plaque, the rooms that it may use. */
  private static final Pattern ROW =
      Pattern.compile("\\| (?<floor>\\d) \\| `(?<name>[a-z.]+)` \\|.*\\| (?<uses>[^|]+) \\|");

  static List<Room> rooms() {
    return ROOMS;
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void room_usesNoOtherRoomsThanTheTableSays(Room room) {
    noClasses()
        .that(within(room.name()))
        .should()
        .dependOnClassesThat(outside(room))
        .check(LATCHKEY);
  }

  @Test
  void rooms_areThoseOfTheTable() {
    assertThat(LATCHKEY.stream().map(ArchitectureTest::roomOf).collect(Collectors.toSet()))
        .containsExactlyInAnyOrderElementsOf(names());
  }

  @Test
  void documentedTable_isThatOfTheRules() throws IOException {
    try (var lines = Files.lines(Path.of("docs/architecture.md"))) {
      assertThat(lines.map(ROW::matcher).filter(Matcher::matches).map(ArchitectureTest::room))
          .containsExactlyInAnyOrderElementsOf(ROOMS);
    }
  }

  @Test
  void arrows_neverGoUp() {
    assertThat(ROOMS)
        .allSatisfy(
            room ->
                assertThat(room.mayUse())
                    .allSatisfy(
                        other ->
                            assertThat(floorOf(other))
                                .as(room.name() + " uses " + other)
                                .isLessThanOrEqualTo(room.floor())));
  }

  @Test
  void rooms_haveNoCircles() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(LATCHKEY);
  }

  /** The packages within a room have none either. */
  @Test
  void packages_haveNoCircles() {
    slices().matching("(" + ROOT + "..)").should().beFreeOfCycles().check(LATCHKEY);
  }

  /** What blocks on JDBC never comes to an event loop, by whatever way. */
  @Test
  void requests_neverReachTheRegistry() {
    noClasses()
        .that(
            within("login")
                .or(within("session"))
                .or(within("directory"))
                .or(within("password"))
                .or(within("attempts"))
                .or(within("caller"))
                .or(within("audit"))
                .or(within("token"))
                .or(within("factor"))
                .or(within("keys"))
                .or(within("http")))
        .should()
        .transitivelyDependOnClassesThat(within("registry"))
        .check(LATCHKEY);
  }

  @Test
  void bcrypt_knowsNeitherFrameworksNorThreads() {
    noClasses()
        .that(within("bcrypt"))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                    "io.quarkus..",
                    "io.smallrye..",
                    "io.vertx..",
                    "jakarta..",
                    "org.eclipse..",
                    "org.jboss..",
                    "java.util.concurrent..")
                .or(type(Thread.class)))
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

  /** What lives there, who may call it, and on which thread. */
  @Test
  void packages_havePlaques() throws IOException {
    try (var files = Files.walk(Path.of("src/main/java"))) {
      assertThat(files.filter(file -> file.endsWith("package-info.java")))
          .isNotEmpty()
          .allSatisfy(file -> assertThat(file).content().startsWith("/**"));
    }
  }

  @Test
  void hibernate_isKnownToTheDirectoryAlone() {
    noClasses()
        .that(not(within("directory")))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                "org.hibernate..", "io.quarkus.hibernate..", "jakarta.persistence.."))
        .check(LATCHKEY);
  }

  /** But for the type of its failures, which others tell apart. */
  @Test
  void jdbc_isKnownToTheRegistryAlone() {
    noClasses()
        .that(not(within("registry")))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("java.sql..", "javax.sql..", "org.postgresql..", "org.flywaydb..")
                .and(not(type(SQLException.class))))
        .check(LATCHKEY);
  }

  @Test
  void elytron_isKnownToBcryptAlone() {
    noClasses()
        .that(not(within("bcrypt")))
        .should()
        .dependOnClassesThat(resideInAnyPackage("org.wildfly.security..", "io.quarkus.elytron.."))
        .check(LATCHKEY);
  }

  /** The users of dev mode have the passwords of the documents, which the rules would refuse. */
  @Test
  void passwordsWithoutRules_areForDevModeAlone() {
    noClasses()
        .that(not(within("password").or(within("dev"))))
        .should()
        .callMethod(NewPassword.class, "withoutRules", String.class)
        .check(LATCHKEY);
  }

  /** What is thrown says so in its name, and nothing else does. A Refusal is seen by the caller. */
  @Test
  void whatIsThrown_isNamedExceptionOrRefusal() {
    classes()
        .that()
        .areAssignableTo(Refusal.class)
        .should()
        .haveSimpleNameEndingWith("Refusal")
        .check(LATCHKEY);
    classes()
        .that()
        .areAssignableTo(Exception.class)
        .and()
        .areNotAssignableTo(Refusal.class)
        .should()
        .haveSimpleNameEndingWith("Exception")
        .check(LATCHKEY);
    noClasses()
        .that()
        .areNotAssignableTo(Exception.class)
        .should()
        .haveNameMatching(".*(Exception|Refusal|Failure)")
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
  void standardStreams_areForTheCommandsAndTheStart() {
    noClasses()
        .that(not(within("cli").or(within("start"))))
        .should(ACCESS_STANDARD_STREAMS)
        .check(LATCHKEY);
  }

  /** A command is made by picocli, which injects nothing: it gets its clock from there. */
  @Test
  void time_isAskedOfAnInjectedClock() {
    noClasses()
        .that(not(named(Set.of(ROOT + ".ClockProducer", ROOT + ".cli.JdbcRegistryAccess"))))
        .should()
        .accessTargetWhere(target("read the system's clock", ArchitectureTest::readsSystemClock))
        .check(LATCHKEY);
  }

  /** The commands and the start fold names of options and variables, never those of people. */
  @Test
  void case_isFoldedInTwoPlaces() {
    noClasses()
        .that(not(named(Set.of(LoginName.class.getName(), OrgDomain.class.getName()))))
        .and(not(within("cli").or(within("start")).or(within("settings"))))
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
        .that(not(within("cli")))
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

  /**
   * @param floor from 1, the ground; arrows go down, or stay on their floor
   */
  record Room(int floor, String name, Set<String> mayUse) {}

  private static Room room(int floor, String name, String... mayUse) {
    return new Room(floor, name, Set.of(mayUse));
  }

  private static Room room(Matcher row) {
    var name = row.group("name");
    var mayUse =
        row.group("uses").equals("–")
            ? Stream.<String>of()
            : Stream.of(row.group("uses").split(", "));
    return new Room(
        Integer.parseInt(row.group("floor")),
        name.equals(ROOT) ? HALL : name,
        mayUse.collect(Collectors.toSet()));
  }

  private static List<String> names() {
    return ROOMS.stream().map(Room::name).toList();
  }

  private static int floorOf(String name) {
    return ROOMS.stream().filter(r -> r.name().equals(name)).findFirst().orElseThrow().floor();
  }

  /** The first package below the root; those below it belong to the room. */
  private static String roomOf(JavaClass type) {
    var name = type.getPackageName();
    return name.equals(ROOT) ? HALL : name.substring(ROOT.length() + 1).split("\\.")[0];
  }

  private static DescribedPredicate<JavaClass> within(String room) {
    return describe(
        "in the room " + room,
        c -> resideInAPackage(ROOT + "..").test(c) && roomOf(c).equals(room));
  }

  private static DescribedPredicate<JavaClass> outside(Room room) {
    return describe(
        "outside " + room.name() + " and " + room.mayUse(),
        c ->
            resideInAPackage(ROOT + "..").test(c)
                && !roomOf(c).equals(room.name())
                && !room.mayUse().contains(roomOf(c)));
  }

  private static DescribedPredicate<JavaClass> named(Set<String> names) {
    return describe("named " + names, c -> names.contains(c.getName()));
  }

  private static DescribedPredicate<JavaAccess<?>> target(
      String description, Predicate<AccessTarget> predicate) {
    return describe(description, access -> predicate.test(access.getTarget()));
  }
}
