package org.bricscodes.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Namespace;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The linter of {@code samples/cluster/kubernetes}: every object is read by the official client's
 * models, which refuse a field that Kubernetes does not know, a field of another type and one that
 * is missing; and then held against what we promise about pods.
 */
final class KubernetesManifestsTest {

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path FOLDER = Tree.root().resolve("samples/cluster/kubernetes");

  /** Refuses what a kind does not know. */
  private interface Model {
    void read(JsonElement element, String text) throws IOException;
  }

  private static final Map<String, Model> MODELS =
      Map.of(
          "v1/Namespace",
          (element, text) -> {
            V1Namespace.validateJsonElement(element);
            V1Namespace.fromJson(text);
          },
          "v1/ConfigMap",
          (element, text) -> {
            V1ConfigMap.validateJsonElement(element);
            V1ConfigMap.fromJson(text);
          },
          "v1/Service",
          (element, text) -> {
            V1Service.validateJsonElement(element);
            V1Service.fromJson(text);
          },
          "policy/v1/PodDisruptionBudget",
          (element, text) -> {
            V1PodDisruptionBudget.validateJsonElement(element);
            V1PodDisruptionBudget.fromJson(text);
          },
          "networking.k8s.io/v1/NetworkPolicy",
          (element, text) -> {
            V1NetworkPolicy.validateJsonElement(element);
            V1NetworkPolicy.fromJson(text);
          },
          "apps/v1/StatefulSet",
          (element, text) -> {
            V1StatefulSet.validateJsonElement(element);
            V1StatefulSet.fromJson(text);
          });

  @Test
  void objects_allOfThem_areWhatKubernetesKnows() throws Exception {
    List<JsonNode> objects = objects();

    assertThat(objects).hasSize(13);
    for (JsonNode object : objects) {
      check(object);
    }
  }

  @Test
  void check_aFieldMisspelt_isRefused() throws Exception {
    String text = Files.readString(FOLDER.resolve("20-api.yaml"));

    assertThatThrownBy(() -> checkAll(text.replace("failureThreshold", "failureTreshold")))
        .hasMessageContaining("`failureTreshold`");
    assertThatThrownBy(() -> checkAll(text.replace("serviceName: api-nodes", "{}")))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> checkAll(text.replace("periodSeconds: 5", "periodSeconds: soon")))
        .hasMessageContaining("soon");
    assertThatThrownBy(() -> checkAll(text.replaceAll("(?s) +selector:\n +app: api\n", "$0 x:\n")))
        .isInstanceOf(Exception.class);
  }

  @Test
  void pods_mayNothingTheyDoNotNeed() throws Exception {
    for (JsonNode set : ofKind("StatefulSet")) {
      JsonNode pod = set.at("/spec/template/spec");
      assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
      assertThat(pod.at("/securityContext/seccompProfile/type").asText())
          .isEqualTo("RuntimeDefault");
      assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
      for (JsonNode container : pod.path("containers")) {
        JsonNode rights = container.path("securityContext");
        assertThat(rights.path("readOnlyRootFilesystem").asBoolean()).isTrue();
        assertThat(rights.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
        assertThat(rights.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
        assertThat(container.at("/resources/limits/memory").asText()).isNotEmpty();
        assertThat(container.at("/resources/limits/cpu").asText()).isNotEmpty();
        assertThat(container.path("image").asText()).matches("[a-z/]+:[0-9]+\\.[0-9]+\\.[0-9]+");
      }
    }
  }

  @Test
  void pods_haveAVolumeAndAMachineOfTheirOwnAndLeaveInGoodOrder() throws Exception {
    for (JsonNode set : ofKind("StatefulSet")) {
      String app = set.at("/metadata/name").asText();
      JsonNode pod = set.at("/spec/template/spec");
      assertThat(set.at("/spec/selector/matchLabels/app").asText()).isEqualTo(app);
      assertThat(set.at("/spec/template/metadata/labels/app").asText()).isEqualTo(app);
      assertThat(set.at("/spec/volumeClaimTemplates/0/metadata/name").asText()).isEqualTo("data");
      assertThat(
              pod.at("/affinity/podAntiAffinity/requiredDuringSchedulingIgnoredDuringExecution/0")
                  .at("/labelSelector/matchLabels/app")
                  .asText())
          .isEqualTo(app);
      // What is under way may take a minute (the server's own bound), and nobody is told at once.
      assertThat(pod.path("terminationGracePeriodSeconds").asInt()).isGreaterThan(65);
      for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
        assertThat(pod.at("/containers/0/" + probe).isObject()).as(app + " " + probe).isTrue();
      }
      assertThat(ofKind("PodDisruptionBudget"))
          .anySatisfy(
              budget ->
                  assertThat(budget.at("/spec/selector/matchLabels/app").asText()).isEqualTo(app));
      assertThat(ofKind("NetworkPolicy"))
          .anySatisfy(
              policy ->
                  assertThat(policy.at("/spec/podSelector/matchLabels/app").asText())
                      .isEqualTo(app));
      assertThat(ofKind("Service"))
          .anySatisfy(
              service ->
                  assertThat(service.at("/metadata/name")).isEqualTo(set.at("/spec/serviceName")));
    }
  }

  @Test
  void manifests_holdNoSecret() throws Exception {
    assertThat(ofKind("Secret")).isEmpty();
    for (JsonNode set : ofKind("StatefulSet")) {
      for (JsonNode variable : set.at("/spec/template/spec/containers/0/env")) {
        boolean secret = variable.path("name").asText().matches(".*(KEY|PASSWORD|SECRET|TOKEN).*");
        assertThat(variable.at("/valueFrom/secretKeyRef").isObject())
            .as(variable.toString())
            .isEqualTo(secret);
      }
    }
  }

  @Test
  void serve_isGivenOptionsItHas() throws Exception {
    Set<String> known = serveOptions();
    Set<String> used = new TreeSet<>();
    for (JsonNode argument : set("api").at("/spec/template/spec/containers/0/args")) {
      used.add(argument.asText().replaceFirst("=.*", ""));
    }
    for (JsonNode argument : compose().at("/services/api-1/command")) {
      used.add(argument.asText().replaceFirst("=.*", ""));
    }

    assertThat(used.remove("serve")).isTrue();
    assertThat(used).contains("--node-address", "--trusted-proxies").hasSize(11);
    assertThat(known).containsAll(used);
  }

  @Test
  void storageNodes_areConfiguredAlikeInBoth() throws Exception {
    String here = Files.readString(FOLDER.resolveSibling("cassandra.yaml"));
    JsonNode map = ofKind("ConfigMap").getFirst();
    JsonNode compose = YAML.readTree(here.replace("cassandra-1:7000", "SEED"));
    JsonNode kubernetes =
        YAML.readTree(
            map.at("/data/cassandra.yaml")
                .asText()
                .replace("cassandra-0.cassandra.trace.svc.cluster.local:7000", "SEED"));

    assertThat(kubernetes).isEqualTo(compose);
    // Other modes lose what was acknowledged, and the store refuses them.
    assertThat(compose.path("commitlog_sync").asText()).isEqualTo("group");
  }

  @Test
  void compose_hasThreeStorageNodesTwoApiNodesAndNoSecret() throws Exception {
    JsonNode compose = compose();
    List<String> services = new ArrayList<>();
    compose.path("services").fieldNames().forEachRemaining(services::add);

    assertThat(services)
        .containsExactly("cassandra-1", "cassandra-2", "cassandra-3", "api-1", "api-2");
    for (String name : services) {
      JsonNode service = compose.at("/services/" + name);
      JsonNode shared = compose.path(name.startsWith("api") ? "x-api" : "x-cassandra");
      assertThat(service.path("hostname").asText()).isEqualTo(name);
      assertThat(service.at("/volumes/0").asText()).startsWith(name + ":/var/lib/");
      assertThat(shared.at("/deploy/resources/limits/memory").asText()).isNotEmpty();
      assertThat(shared.path("read_only").asBoolean()).isTrue();
      assertThat(shared.at("/healthcheck/test/0").asText()).isEqualTo("CMD");
    }
    compose
        .at("/x-api/environment")
        .properties()
        .forEach(
            variable ->
                assertThat(variable.getValue().asText())
                    .startsWith("${" + variable.getKey() + ":?"));
    assertThat(compose.at("/secrets/store-login/file").asText()).isEqualTo("./secrets/store-login");
  }

  private static Set<String> serveOptions() throws IOException {
    Path folder = Tree.root().resolve("trace-api/src/main/java/org/bricscodes/api/cli");
    Set<String> options = new TreeSet<>();
    for (String file :
        List.of("ServeCommand", "ServerOptions", "StoreOptions", "ScanOptions", "TimingOptions")) {
      Matcher names =
          Pattern.compile("names = \"(--[a-z-]+)\"")
              .matcher(Files.readString(folder.resolve(file + ".java")));
      while (names.find()) {
        options.add(names.group(1));
      }
    }
    return options;
  }

  private static JsonNode compose() throws IOException {
    return YAML.readTree(Files.readString(FOLDER.resolveSibling("compose.yaml")));
  }

  private static JsonNode set(String name) throws IOException {
    return ofKind("StatefulSet").stream()
        .filter(set -> set.at("/metadata/name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<JsonNode> ofKind(String kind) throws IOException {
    return objects().stream().filter(object -> object.path("kind").asText().equals(kind)).toList();
  }

  private static List<JsonNode> objects() throws IOException {
    List<JsonNode> objects = new ArrayList<>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.sorted().toList()) {
        objects.addAll(parse(Files.readString(file)));
      }
    }
    return objects;
  }

  private static List<JsonNode> parse(String text) throws IOException {
    try (YAMLParser parser = new YAMLFactory().createParser(text)) {
      return YAML.readerFor(JsonNode.class).<JsonNode>readValues(parser).readAll();
    }
  }

  private static void checkAll(String text) throws IOException {
    for (JsonNode object : parse(text)) {
      check(object);
    }
  }

  private static void check(JsonNode object) throws IOException {
    String kind = object.path("apiVersion").asText() + "/" + object.path("kind").asText();
    Model model =
        Optional.ofNullable(MODELS.get(kind))
            .orElseThrow(() -> new IOException("no model of " + kind + ": add it to the table"));
    String text = JSON.writeValueAsString(object);
    model.read(JsonParser.parseString(text), text);
  }
}
