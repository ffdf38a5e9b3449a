package dev.latchkey.cli.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.directory.UserStatus;
import dev.latchkey.registry.InvalidFieldException;
import dev.latchkey.registry.NewUser;
import dev.latchkey.registry.Profile;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Users of both formats. */
class UserReaderTest {

  private static final String HASH = "$2y$10$" + "x".repeat(53);
  private static final NewUser WHOLE =
      new NewUser(
          new Profile("jane", "jane@example.com", "Jane, \"J\"", "Roe"),
          HASH,
          UserStatus.INVITED,
          true,
          true,
          Instant.parse("2030-01-31T11:00:00Z"),
          List.of("b", "a"));

  private static final String SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";

  @Test
  void wholeUser_isReadFromCsv() throws Exception {
    var user =
        csv(
            "passwordHash,username,email,firstName,lastName,status,mfaRequired,mfaConfigured,"
                + "changePassword,favorite,inviteExpiresAt",
            HASH
                + ",jane,jane@example.com,\"Jane, \"\"J\"\"\",Roe,invited,TRUE,FALSE,true,b;a,"
                + "2030-01-31T12:00:00+01:00");

    assertThat(user).isEqualTo(WHOLE);
  }

  @Test
  void wholeUser_isReadFromJson() throws Exception {
    var user =
        json(
            "{'username':'jane','email':'jane@example.com','firstName':'Jane, \\'J\\'',"
                + "'lastName':'Roe','status':'invited','mfaRequired':true,'mfaConfigured':false,"
                + "'changePassword':true,'favorite':['b','a'],'passwordHash':'"
                + HASH
                + "','inviteExpiresAt':'2030-01-31T11:00:00Z'}");

    assertThat(user).isEqualTo(WHOLE);
  }

  @Test
  void leastUser_isActiveWithoutPassword() throws Exception {
    var least = NewUser.active(new Profile("jane", "jane@example.com", "Jane", "Roe"), null);

    assertThat(
            csv(
                "username,email,firstName,lastName,passwordHash,mfaRequired,favorite",
                "jane,jane@example.com,Jane,Roe,,,"))
        .isEqualTo(least);
    assertThat(json(jane(",'passwordHash':null,'favorite':null,'mfaRequired':null")))
        .isEqualTo(least);
  }

  /** It is not for the reader to mend a name: somebody may log in with it elsewhere. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "jane ,j@x.example,Jane,Roe",
        "jane,j@x.example ,Jane,Roe",
        "jane,j@x.example,\u00a0Jane,Roe",
        "jane,j@x.example,Jane,\"Roe\u3000\""
      })
  void blankAtAnEndOfAName_isRefused(String row) {
    assertThatThrownBy(() -> csv("username,email,firstName,lastName", row))
        .isInstanceOf(InvalidFieldException.class)
        .hasMessageEndingWith("begins or ends with a blank or an invisible character");
  }

  @Test
  void lastName_mayBeEmptyOrLeftOut() throws Exception {
    var sukarno = NewUser.active(new Profile("s", "s@x.example", "Sukarno", ""), null);

    assertThat(csv("username,email,firstName,lastName", "s,s@x.example,Sukarno,"))
        .isEqualTo(sukarno);
    assertThat(csv("username,email,firstName,lastName", "s,s@x.example,Sukarno,\u00a0 "))
        .isEqualTo(sukarno);
    assertThat(csv("username,email,firstName", "s,s@x.example,Sukarno")).isEqualTo(sukarno);
    for (var member : List.of("", ",'lastName':''", ",'lastName':null")) {
      assertThat(json("{'username':'s','email':'s@x.example','firstName':'Sukarno'" + member + "}"))
          .isEqualTo(sukarno);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ",,,",
        ",",
        "\"\",\"\",\"\",\"\"",
        "  ",
        " , ,\t, ",
        ";;;",
        "\t\t\t",
        ",,,,,,,,",
        "\u00a0",
        "\"\",,,\" \""
      })
  void blankRow_isNoUser(String blank) throws Exception {
    var users =
        new CsvUserReader(
            lines(
                String.join(
                    "\n",
                    blank,
                    "username,email,firstName,lastName",
                    blank,
                    "jane,jane@x.example,Jane,Roe",
                    blank,
                    blank,
                    "john,john@x.example,John,Doe",
                    blank)));

    assertThat(users.next().text("username")).isEqualTo("jane");
    assertThat(users.next().text("username")).isEqualTo("john");
    assertThat(users.next()).isNull();
  }

  /** As spreadsheets save them, and as people write their headers. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "username,email,firstName,lastName,favorite|jane,j@x.example,Jane,Roe,a;b",
        "username;email;firstName;lastName;favorite|jane;j@x.example;Jane;Roe;'a;b'",
        "username\temail\tfirstName\tlastName\tfavorite|jane\tj@x.example\tJane\tRoe\ta; b",
        "sep=;|username;email;firstName;lastName;favorite|jane;j@x.example;Jane;Roe;'a;b'",
        "'sep=;'|username;email;firstName;lastName;favorite|jane;j@x.example;Jane;Roe;'a;b'",
        "SEP=,,,,|username,email,firstName,lastName,favorite|jane,j@x.example,Jane,Roe,a;b",
        "\uFEFF'Username' , E-Mail ,First Name,LAST_NAME,Favorite|jane,j@x.example,Jane,Roe,a;b",
        "username,email,firstName,lastName,favorite,,|jane,j@x.example,Jane,Roe,a;b,,"
      })
  void fileOfASpreadsheet_isRead(String file) throws Exception {
    var text = file.replace('\'', '"');
    for (var end : List.of("\n", "\r\n", "\r")) {
      var user = new CsvUserReader(lines(text.replace("|", end) + end)).next().toNewUser();

      assertThat(user.profile()).isEqualTo(new Profile("jane", "j@x.example", "Jane", "Roe"));
      assertThat(user.favorites()).containsExactly("a", "b");
    }
  }

  @Test
  void valueWithoutAColumnsName_isRefused() {
    assertThatExceptionOfType(RowException.class)
        .isThrownBy(() -> csv("username,email,,firstName", "jane,j@x.example,x,Jane"))
        .withMessage("has a value in column 3, which has no name");
  }

  @Test
  void id_isKept() throws Exception {
    var id = UUID.fromString("5f0c6d1e-6a0f-4a6e-9d3f-3d4b8f0a7f11");

    assertThat(csvUser("id,username,email,firstName", id + ",jane,j@x.example,Jane").id())
        .isEqualTo(id);
    assertThat(jsonUser(jane(",'id':'5F0C6D1E-6A0F-4A6E-9D3F-3D4B8F0A7F11'")).id()).isEqualTo(id);
    assertThat(csvUser("id,username,email,firstName", ",jane,j@x.example,Jane").id()).isNull();
    assertThat(jsonUser(jane(",'id':null")).id()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'17'",
        "17",
        "''",
        "'5f0c6d1e6a0f4a6e9d3f3d4b8f0a7f11'",
        "'1-1-1-1-1'",
        "'00000000-0000-0000-0000-000000000000'"
      })
  void idThatIsNone_isRefused(String id) {
    assertThatExceptionOfType(RowException.class)
        .isThrownBy(() -> jsonUser(jane(",'id':" + id)).id())
        .withMessageMatching("id is not a (string|UUID such as .*)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "username                                   | has no column email",
        "username,email,firstName,lastName,password | has the unknown column 'password'; known are",
        "Username,email,user name,lastName          | has the column username twice",
        "login,email,firstName,lastName             | has the unknown column 'login'",
        "name;username,email,firstName,lastName     | has the unknown column 'name'",
        "username,email,firstName,lastName,email    | has the column email twice",
        "username,email,firstName,last\u001bName    | has the unknown column 'last\\u001bName'",
        "username,email,firstName,'lastName         | is not CSV"
      })
  void badHeader_isRefused(String header, String problem) {
    assertThatExceptionOfType(RowException.class)
        .isThrownBy(() -> csv(header.replace('\'', '"'), ""))
        .withMessageContaining(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "jane,j@x.example,Jane             | has 3 cells, but there are 6 columns",
        "jane,j@x.example,Jane,Roe,,,      | has 7 cells, but there are 6 columns",
        "jane,j@x.example,Jane,'Roe,,      | is not CSV",
        "jane,j@x.example,Jane,'Roe'x,,    | is not CSV",
        ",j@x.example,Jane,Roe,,           | username is missing",
        "jane,j@x.example,Jane,Roe,away,   | status is not active, invited or disabled",
        "jane,j@x.example,Jane,Roe,,yes    | mfaRequired is neither true nor false"
      })
  void badCsv_isRefused(String row, String problem) {
    assertThatExceptionOfType(RowException.class)
        .isThrownBy(
            () ->
                csv("username,email,firstName,lastName,status,mfaRequired", row.replace('\'', '"')))
        .withMessageContaining(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[]                         | is not a JSON object",
        "17                         | is not a JSON object",
        "{                          | is not JSON, at its character",
        "{} {}                      | is not JSON",
        "{'username':'a','username':'b'} | has a member twice",
        "{'password':'hunter2'}     | has the unknown member 'password'",
        "{'username':7}             | username is not a string",
        "{'username':['a']}         | username is not a string",
        "{'username':null}          | username is missing"
      })
  void badJson_isRefused(String row, String problem) {
    assertThatExceptionOfType(RowException.class)
        .isThrownBy(() -> json(row))
        .withMessageContaining(problem)
        .withMessageNotContaining("hunter2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'status':'Active'                   | status is not",
        "'mfaConfigured':true                | mfaConfigured is true, but there is no totpSecret",
        "'mfaConfigured':false,'totpSecret':'hunter2' | mfaConfigured is false, but there is a totpSecret",
        "'mfaRequired':'true'                | mfaRequired is neither",
        "'favorite':'a'                      | favorite is not an array",
        "'favorite':[1]                      | favorite is not a string",
        "'passwordHash':'hunter2'            | passwordHash is not a bcrypt hash",
        "'inviteExpiresAt':'tomorrow'        | inviteExpiresAt is not a time",
        "'inviteExpiresAt':'2030-01-31'      | inviteExpiresAt is not a time",
        "'inviteExpiresAt':'+99999-01-31T00:00:00Z' | inviteExpiresAt is not a time"
      })
  void badValue_isRefused(String member, String problem) {
    assertThatExceptionOfType(RowException.class)
        .isThrownBy(() -> json(jane("," + member)))
        .withMessageContaining(problem)
        .withMessageNotContaining("hunter2");
  }

  @Test
  void totpSecret_isReadAsAuthenticatorAppsShowIt() throws Exception {
    var header = "username,email,firstName,lastName,mfaConfigured,totpSecret";

    assertThat(
            csvUser(
                    header,
                    "jane,j@x.example,Jane,Roe,true,jbsw y3dp-ehpk 3pxp jbsw y3dp ehpk 3pxp====")
                .totpSecret()
                .base32())
        .isEqualTo(SECRET);
    assertThat(jsonUser(jane(",'totpSecret':'" + SECRET + "'")).totpSecret().base32())
        .isEqualTo(SECRET);
    assertThat(csvUser(header, "jane,j@x.example,Jane,Roe,,").totpSecret()).isNull();
    assertThat(jsonUser(jane(",'totpSecret':null")).totpSecret()).isNull();
  }

  @Test
  void totpSecretThatIsANumber_isRefused() {
    assertThatExceptionOfType(RowException.class)
        .isThrownBy(() -> jsonUser(jane(",'totpSecret':7")).totpSecret())
        .withMessage("totpSecret is not a string");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hunter2hunter189     | totpSecret must be whole Base32",
        "HUNTERTW             | totpSecret must have from 80 to 512 bits",
        "hunter2é             | totpSecret must be whole Base32"
      })
  void totpSecretThatIsNone_isRefusedWithoutBeingRepeated(String secret, String problem) {
    assertThatExceptionOfType(RowException.class)
        .isThrownBy(() -> jsonUser(jane(",'totpSecret':'" + secret + "'")).totpSecret())
        .withMessageContaining(problem)
        .withMessageNotContaining(secret);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'status':'invited'",
        "'status':'active','inviteExpiresAt':'2030-01-31T11:00:00Z'",
        "'favorite':['']",
        "'favorite':['\\u0000']"
      })
  void valueThatTheDirectoryDoesNotKeep_isRefused(String members) {
    assertThatThrownBy(() -> json(jane("," + members))).isInstanceOf(InvalidFieldException.class);
  }

  private static String jane(String more) {
    return "{'username':'jane','email':'jane@example.com','firstName':'Jane','lastName':'Roe'"
        + more
        + "}";
  }

  private static NewUser csv(String header, String row) throws RowException {
    return csvUser(header, row).toNewUser();
  }

  private static ImportedUser csvUser(String header, String row) throws RowException {
    return new CsvUserReader(lines(header + "\n" + row)).next();
  }

  private static NewUser json(String row) throws RowException {
    return jsonUser(row).toNewUser();
  }

  private static ImportedUser jsonUser(String row) throws RowException {
    return new JsonUserReader(lines(row.replace('\'', '"'))).next();
  }

  private static LineReader lines(String text) {
    return new LineReader(new ByteArrayInputStream(text.getBytes(UTF_8)));
  }
}
