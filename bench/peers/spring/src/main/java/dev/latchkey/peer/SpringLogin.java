package dev.latchkey.peer;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.authentication.UserDetailsRepositoryReactiveAuthenticationManager;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.userdetails.ReactiveUserDetailsService;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/**
 * The same login on Spring Boot: WebFlux, R2DBC and Spring Security's own reactive authentication
 * manager with its default scheduler, bcrypt by {@link BCryptPasswordEncoder}, a token signed with
 * ES256. It reads Latchkey's tables.
 */
@SpringBootApplication
public class SpringLogin {

  private static final String FIND =
      """
      select u.password_hash from organizations o
          join login_names n on n.organization_id = o.id and n.name_key = :name
          join users u on u.organization_id = n.organization_id and u.id = n.user_id
      where o.domain = :domain and o.status = 'active' and u.status = 'active'
      """;

  public static void main(String[] args) {
    SpringApplication.run(SpringLogin.class, args);
  }

  @Bean
  SecurityWebFilterChain open(ServerHttpSecurity http) {
    return http.csrf(ServerHttpSecurity.CsrfSpec::disable)
        .authorizeExchange(exchange -> exchange.anyExchange().permitAll())
        .build();
  }

  @Bean
  PasswordEncoder encoder() {
    return new BCryptPasswordEncoder(10);
  }

  /** A name is "organisation/name": an organisation's domain has no slash. */
  @Bean
  ReactiveUserDetailsService users(DatabaseClient database) {
    return name -> {
      int slash = name.indexOf('/');
      return database
          .sql(FIND)
          .bind("domain", name.substring(0, slash))
          .bind("name", name.substring(slash + 1).toLowerCase(Locale.ROOT))
          .map(row -> row.get(0, String.class))
          .one()
          .map(hash -> new User(name, hash, AuthorityUtils.createAuthorityList("org")));
    };
  }

  @Bean
  ReactiveAuthenticationManager manager(ReactiveUserDetailsService users, PasswordEncoder encoder) {
    var manager = new UserDetailsRepositoryReactiveAuthenticationManager(users);
    manager.setPasswordEncoder(encoder);
    return manager;
  }

  @Bean
  JwtEncoder tokens() throws Exception {
    var key = new ECKeyGenerator(Curve.P_256).keyID("bench").generate();
    return new NimbusJwtEncoder(new ImmutableJWKSet<>(new JWKSet(key)));
  }

  record Login(String username, String password) {}

  @RestController
  static class LoginController {

    private final ReactiveAuthenticationManager manager;
    private final JwtEncoder tokens;

    LoginController(ReactiveAuthenticationManager manager, JwtEncoder tokens) {
      this.manager = manager;
      this.tokens = tokens;
    }

    @PostMapping("/v1/{org}/auth/login")
    Mono<Map<String, Object>> login(@PathVariable String org, @RequestBody Login login) {
      var presented =
          UsernamePasswordAuthenticationToken.unauthenticated(
              org + "/" + login.username(), login.password());
      return manager
          .authenticate(presented)
          .map(user -> Map.of("token", token(org, login.username()), "expires_in", 3600));
    }

    @ExceptionHandler(AuthenticationException.class)
    @ResponseStatus(HttpStatus.UNAUTHORIZED)
    Map<String, Object> denied() {
      return Map.of("error", "Unauthorized");
    }

    private String token(String org, String username) {
      var now = Instant.now();
      var claims =
          JwtClaimsSet.builder()
              .issuer("https://login.example.com")
              .subject(username)
              .audience(List.of("https://login.example.com"))
              .issuedAt(now)
              .expiresAt(now.plusSeconds(3600))
              .id(UUID.randomUUID().toString())
              .claim("org", org)
              .claim("scope", "org")
              .build();
      var header = JwsHeader.with(SignatureAlgorithm.ES256).type("JWT").build();
      return tokens.encode(JwtEncoderParameters.from(header, claims)).getTokenValue();
    }
  }
}
