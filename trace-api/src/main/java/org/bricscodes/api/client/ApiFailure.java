package org.bricscodes.api.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * A call that did not do what was asked. The message is fit for people, and holds no key.
 *
 * <p>After {@link Refused} nothing was done. After {@link Unreachable} or {@link Unreadable} of a
 * call that changes something, nobody knows whether it was done.
 */
public abstract sealed class ApiFailure extends RuntimeException {

  private static final long serialVersionUID = 1;

  private ApiFailure(String message, Throwable cause) {
    super(message, cause);
  }

  private ApiFailure(String message) {
    super(message);
  }

  static ApiFailure interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new Unreachable("interrupted", e);
  }

  /** No whole answer came: the service is down, too slow, or the thread was interrupted. */
  public static final class Unreachable extends ApiFailure {
    private static final long serialVersionUID = 1;

    Unreachable(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** The answer is none a trace service gives. */
  public static final class Unreadable extends ApiFailure {
    private static final long serialVersionUID = 1;

    Unreadable(String message) {
      super(message);
    }

    Unreadable(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** The service answered with a problem (RFC 9457). */
  public static final class Refused extends ApiFailure {

    private static final long serialVersionUID = 1;

    private final int status;
    private final String type;
    private final String title;
    private final String detail;
    private final transient List<ProblemFault> faults;

    private Refused(String message, int status, JsonNode problem, List<ProblemFault> faults) {
      super(message);
      this.status = status;
      this.type = problem.path("type").asText("about:blank");
      this.title = problem.path("title").asText();
      this.detail = problem.path("detail").asText();
      this.faults = List.copyOf(faults);
    }

    static Refused of(HttpRequest request, int status, JsonNode problem) {
      List<ProblemFault> faults = new ArrayList<>();
      for (JsonNode fault : problem.path("faults")) {
        faults.add(new ProblemFault(fault.path("where").asText(), fault.path("message").asText()));
      }
      StringBuilder message = new StringBuilder();
      message.append(request.method()).append(' ').append(request.uri().getPath());
      message.append(" answered ").append(status);
      message.append(
          problem.has("detail")
              ? ": " + problem.path("detail").asText()
              : ", with no problem document");
      faults.forEach(fault -> message.append("\n  ").append(fault));
      return new Refused(message.toString(), status, problem, faults);
    }

    /** The HTTP status. */
    public int status() {
      return status;
    }

    /** The problem's type URI, such as {@code epcisException:ValidationException}. */
    public String type() {
      return type;
    }

    /** What kind of problem it is, in a few words. */
    public String title() {
      return title;
    }

    /** What went wrong this time. */
    public String detail() {
      return detail;
    }

    /** Every fault the service names. */
    public List<ProblemFault> faults() {
      return faults;
    }
  }
}
