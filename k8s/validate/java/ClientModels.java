import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.InputStreamReader;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;

/**
 * Reads a JSON array of manifests from standard input and writes an array of the same length: what
 * the models of Kubernetes' Java client say is wrong with each, null where nothing is, and "no
 * model" for kinds that are not Kubernetes' own.
 */
class ClientModels {

  public static void main(String[] args) throws Exception {
    var input = new InputStreamReader(System.in, StandardCharsets.UTF_8);
    var answers = new JsonArray();
    for (var manifest : JsonParser.parseReader(input).getAsJsonArray()) {
      answers.add(problem(manifest.getAsJsonObject()));
    }
    System.out.println(answers);
  }

  private static JsonElement problem(JsonObject manifest) throws ReflectiveOperationException {
    Class<?> model;
    try {
      model = Class.forName("io.kubernetes.client.openapi.models." + modelName(manifest));
    } catch (ClassNotFoundException e) {
      return new JsonPrimitive("no model");
    }
    try {
      model.getMethod("validateJsonElement", JsonElement.class).invoke(null, manifest);
      return JsonNull.INSTANCE;
    } catch (InvocationTargetException e) {
      return new JsonPrimitive(String.valueOf(e.getCause().getMessage()));
    }
  }

  /**
   * {@code V2HorizontalPodAutoscaler} for {@code autoscaling/v2}; other groups than Kubernetes' own
   * have no model there.
   */
  private static String modelName(JsonObject manifest) {
    var version = manifest.get("apiVersion").getAsString();
    var group = version.contains("/") ? version.substring(0, version.indexOf('/')) : "";
    if (group.contains(".") && !group.endsWith(".k8s.io")) {
      return "none";
    }
    var name = version.substring(version.indexOf('/') + 1) + manifest.get("kind").getAsString();
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }
}
