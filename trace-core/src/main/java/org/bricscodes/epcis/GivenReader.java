package org.bricscodes.epcis;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads given values as what their parameters take. What is wrong is a fault and no value. */
final class GivenReader {

  private static final String PIPE = "give values separated by |";

  private final FaultList faults;
  private int valuesLeft = QueryParameters.MAX_ALL_VALUES;

  GivenReader(FaultList faults) {
    this.faults = faults;
  }

  void fault(String name, String message, String remedy) {
    faults.add(new Fault(Fault.DOCUMENT, shown(name), message, remedy));
  }

  /** A name that is safe to show and to log. */
  private static String shown(String name) {
    return name.length() <= Fault.MAX_QUOTE ? name : name.substring(0, Fault.MAX_QUOTE) + "…";
  }

  /** The values of a list; empty after a fault. */
  List<String> values(String name, Given given, Function<String, @Nullable String> canonical) {
    return canonical(name, texts(name, given), canonical);
  }

  /** The values of an extension field: a list of scalars, or one alone. */
  List<String> scalars(String name, Given given) {
    List<String> texts =
        switch (given) {
          case Given.Text _, Given.Numeral _, Given.Flag _ ->
              scalars(name, List.of(given), "give a string, a number or an array of them");
          case Given.Items(List<Given> items) ->
              scalars(name, items, "give an array of strings or numbers");
          case Given.Written _, Given.Other _ -> texts(name, given);
        };
    return canonical(name, texts, text -> text);
  }

  private List<String> texts(String name, Given given) {
    return switch (given) {
      case Given.Written(String text) -> List.of(text.split("\\|", QueryParameters.MAX_VALUES + 1));
      case Given.Items(List<Given> items) -> texts(name, items);
      case Given.Text _, Given.Numeral _, Given.Flag _, Given.Other _ -> {
        fault(name, given.describe() + " is no list", "give an array of strings");
        yield List.of();
      }
    };
  }

  private List<String> texts(String name, List<Given> items) {
    if (items.isEmpty()) {
      fault(name, "the list is empty", "give a value or leave the parameter out");
    }
    List<String> texts = new ArrayList<>();
    for (Given item : items) {
      if (item instanceof Given.Text(String text)) {
        texts.add(text);
      } else {
        fault(name, item.describe() + " is no string", "give an array of strings");
      }
    }
    return texts;
  }

  private List<String> scalars(String name, List<Given> items, String remedy) {
    if (items.isEmpty()) {
      fault(name, "the list is empty", "give a value or leave the parameter out");
    }
    List<String> texts = new ArrayList<>();
    for (Given item : items) {
      switch (item) {
        case Given.Text(String text) -> texts.add(text);
        case Given.Numeral(String text) -> {
          if (Decimals.parse(text) == null) {
            fault(name, "the number is out of range", "stay within 1e-308 and 1e308");
          } else {
            texts.add(text);
          }
        }
        case Given.Flag(boolean value) -> texts.add(String.valueOf(value));
        case Given.Written _, Given.Items _, Given.Other _ ->
            fault(name, item.describe() + " is no single value", remedy);
      }
    }
    return texts;
  }

  private List<String> canonical(
      String name, List<String> texts, Function<String, @Nullable String> canonical) {
    if (texts.size() > QueryParameters.MAX_VALUES) {
      fault(name, "there are too many values", "give at most " + QueryParameters.MAX_VALUES);
      return List.of();
    }
    valuesLeft -= texts.size();
    if (valuesLeft < 0) {
      int most = QueryParameters.MAX_ALL_VALUES;
      fault(name, "the query has too many values in all", "keep it to " + most);
      return List.of();
    }
    List<String> values = new ArrayList<>();
    for (String text : texts) {
      if (text.isEmpty() || text.length() > QueryParameters.MAX_VALUE_LENGTH) {
        fault(name, "a value is empty or too long", PIPE);
        return List.of();
      }
      String value = canonical.apply(text);
      if (value != null) {
        values.add(value);
      }
    }
    return values;
  }

  /** A value that is one string. */
  @Nullable String text(String name, Given given, String wanted) {
    return switch (given) {
      case Given.Written(String text) -> text;
      case Given.Text(String text) -> text;
      case Given.Numeral _, Given.Flag _, Given.Items _, Given.Other _ -> {
        fault(name, given.describe() + " is not right", wanted);
        yield null;
      }
    };
  }

  @Nullable Instant time(String name, Given given) {
    String text = text(name, given, Rfc3339.REMEDY);
    if (text == null) {
      return null;
    }
    Instant time = Rfc3339.parse(text);
    if (time == null) {
      fault(name, Fault.quote(text) + ": " + Rfc3339.problem(text), Rfc3339.REMEDY);
    }
    return time;
  }

  @Nullable BigDecimal number(String name, Given given) {
    String text =
        switch (given) {
          case Given.Written(String written) -> written;
          case Given.Numeral(String numeral) -> numeral;
          case Given.Text _, Given.Flag _, Given.Items _, Given.Other _ -> "";
        };
    BigDecimal number = Decimals.parse(text);
    if (number == null) {
      fault(name, given.describe() + " is not a number", "give a number such as 7 or -18.5");
    }
    return number;
  }

  /** A number or a time, to compare with. */
  @Nullable Scalar bound(String name, Given given) {
    String text =
        switch (given) {
          case Given.Written(String written) -> written;
          case Given.Text(String written) -> written;
          case Given.Numeral(String numeral) -> numeral;
          case Given.Flag _, Given.Items _, Given.Other _ -> "";
        };
    Scalar scalar = Scalar.of(text);
    if (scalar instanceof Scalar.Text) {
      fault(
          name,
          given.describe() + " is neither a number nor a time",
          "give a number, or " + Rfc3339.REMEDY);
      return null;
    }
    return scalar;
  }

  @Nullable Boolean flag(String name, Given given) {
    return switch (given) {
      case Given.Flag(boolean value) -> value;
      case Given.Written(String text) when text.equals("true") || text.equals("false") ->
          text.equals("true");
      case Given.Written _, Given.Text _, Given.Numeral _, Given.Items _, Given.Other _ -> {
        fault(name, given.describe() + " is no possible value", "give one of [false, true]");
        yield null;
      }
    };
  }

  /** One of a few words. */
  @Nullable String choice(String name, Given given, Set<String> allowed) {
    String remedy = "give one of " + allowed;
    String text = text(name, given, remedy);
    if (text != null && !allowed.contains(text)) {
      fault(name, Fault.quote(text) + " is no possible value", remedy);
      return null;
    }
    return text;
  }

  /** A whole number from 1; the largest after a fault. */
  int count(String name, Given given) {
    String text =
        switch (given) {
          case Given.Written(String written) -> written;
          case Given.Numeral(String numeral) -> numeral;
          case Given.Text _, Given.Flag _, Given.Items _, Given.Other _ -> "";
        };
    boolean digits = !text.isEmpty() && text.length() <= 9;
    for (int i = 0; digits && i < text.length(); i++) {
      digits = text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    int value = digits ? Integer.parseInt(text) : 0;
    if (value < 1) {
      fault(name, given.describe() + " is not a count", "give a whole number from 1");
      return Integer.MAX_VALUE;
    }
    return value;
  }
}
