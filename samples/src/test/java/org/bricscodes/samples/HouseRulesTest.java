package org.bricscodes.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** House rules that a machine can hold. Each message says what to write instead. */
final class HouseRulesTest {

  /** Calls banned in main code → what to use. */
  private static final Map<String, String> BANNED_IN_MAIN =
      Map.of(
          "Instant.now()", "take a java.time.InstantSource or Clock as a parameter",
          "System.currentTimeMillis(", "take a java.time.Clock as a parameter",
          "UUID.randomUUID(", "take a RandomGenerator as a parameter",
          "new Random(", "take a RandomGenerator as a parameter",
          "java.io.File;", "use java.nio.file.Path",
          "Thread.sleep(", "take a scheduler, or wait on a condition");

  /** Banned in tests: a test runs, or fails and says what is missing. */
  private static final Map<String, String> BANNED_IN_TESTS =
      Map.of(
          "@Disabled", "fix it or delete it",
          "Assumptions.", "fail, saying what to install");

  private static final Pattern CATCH_ALL_NAME =
      Pattern.compile(".*(Impl|Manager|Util|Utils|Service|DTO|Dto|Helper)");

  @Test
  void mainCode_callsNothingBanned() {
    assertThat(findings("/src/main/", BANNED_IN_MAIN)).isEmpty();
  }

  @Test
  void texts_becomeBytesInANamedCharset() {
    Set<String> calls = new TreeSet<>();
    for (JavaClass type : Tree.mainClasses()) {
      for (JavaMethodCall call : type.getMethodCallsFromSelf()) {
        if (call.getTarget().getFullName().equals("java.lang.String.getBytes()")) {
          calls.add(call.getDescription());
        }
      }
    }

    assertThat(calls).as("String.getBytes() depends on the machine: name the charset").isEmpty();
  }

  @Test
  void tests_areNeverSkipped() {
    assertThat(findings("/src/test/", BANNED_IN_TESTS)).isEmpty();
  }

  @Test
  void classes_areNamedForWhatTheyAre() {
    Set<String> vague = new TreeSet<>();
    for (JavaClass type : Tree.mainClasses()) {
      if (CATCH_ALL_NAME.matcher(type.getSimpleName()).matches()) {
        vague.add(type.getName());
      }
    }

    assertThat(vague).as("catch-all names: say what the class is").isEmpty();
  }

  @Test
  void staticFields_areFinal() {
    Set<String> mutable = new TreeSet<>();
    for (JavaClass type : Tree.mainClasses()) {
      for (JavaField field : type.getFields()) {
        if (field.getModifiers().contains(JavaModifier.STATIC)
            && !field.getModifiers().contains(JavaModifier.FINAL)) {
          mutable.add(field.getFullName());
        }
      }
    }

    assertThat(mutable).as("mutable statics: pass the value through a constructor").isEmpty();
  }

  @Test
  void packages_areNullMarked() {
    Set<String> unmarked = new TreeSet<>();
    for (Path file : Tree.javaFiles()) {
      Path info = file.resolveSibling("package-info.java");
      boolean main = file.toString().contains("/src/main/");
      if (main && (!info.toFile().isFile() || !Tree.read(info).contains("@NullMarked"))) {
        unmarked.add(Tree.root().relativize(file.resolveSibling("")).toString());
      }
    }

    assertThat(unmarked).as("folders without a @NullMarked package-info.java").isEmpty();
  }

  private static Map<String, Set<String>> findings(String folder, Map<String, String> banned) {
    Map<String, Set<String>> findings = new TreeMap<>();
    for (Path file : Tree.javaFiles()) {
      if (!file.toString().contains(folder) || file.endsWith("HouseRulesTest.java")) {
        continue;
      }
      String source = Tree.read(file);
      banned.forEach(
          (call, instead) -> {
            if (source.contains(call)) {
              findings
                  .computeIfAbsent(call + ": " + instead, key -> new TreeSet<>())
                  .add(Tree.root().relativize(file).toString());
            }
          });
    }
    return findings;
  }
}
