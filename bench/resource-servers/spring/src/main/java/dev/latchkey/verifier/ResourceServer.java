package dev.latchkey.verifier;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells a caller with a token who they are. What it looks at, its settings say. */
@SpringBootApplication
@RestController
public class ResourceServer {

  public static void main(String[] args) {
    SpringApplication.run(ResourceServer.class, args);
  }

  @GetMapping("/me")
  String name(@AuthenticationPrincipal Jwt token) {
    return token.getClaimAsString("upn");
  }
}
