import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Serves the files of a folder to this machine, with nothing but a JDK.
 *
 * <pre>java docs/samples/web/Serve.java FOLDER PORT</pre>
 */
class Serve {

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml");

  /** By path. Only what is in here is served: no path can lead out of the folder. */
  private static final Map<String, Path> FILES = new TreeMap<>();

  public static void main(String[] arguments) throws IOException {
    var folder = Path.of(arguments[0]);
    try (Stream<Path> paths = Files.walk(folder)) {
      paths.filter(path -> TYPES.containsKey(ending(path))).forEach(path -> add(folder, path));
    }
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[1]));
    var server = HttpServer.create(address, 0);
    server.createContext("/", Serve::answer);
    server.start();
    System.out.println("In a browser: http://localhost:" + address.getPort());
  }

  private static void add(Path folder, Path path) {
    FILES.put("/" + folder.relativize(path).toString().replace('\\', '/'), path);
  }

  private static void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var path = exchange.getRequestURI().getPath();
      var file = FILES.get(path.equals("/") ? "/index.html" : path);
      if (file == null) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      var headers = exchange.getResponseHeaders();
      headers.set("Content-Type", TYPES.get(ending(file)));
      headers.set("X-Content-Type-Options", "nosniff");
      headers.set("Cache-Control", "no-cache");
      // The one rule that a page cannot set itself: no other page shows it in a frame.
      headers.set("Content-Security-Policy", "frame-ancestors 'none'");
      var content = Files.readAllBytes(file);
      exchange.sendResponseHeaders(200, content.length);
      exchange.getResponseBody().write(content);
    }
  }

  private static String ending(Path file) {
    var name = file.getFileName().toString();
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
