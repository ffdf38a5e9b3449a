package dev.latchkey;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SkeletonTest {
  @Test
  void answers() {
    RestAssured.given().body("x").post("/v1/acme/auth/login").then().statusCode(200);
  }
}
