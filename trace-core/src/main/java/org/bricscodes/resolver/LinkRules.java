package org.bricscodes.resolver;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the links of an anchor must be (clauses 2.5 and 2.6, and the linkset schema of the
 * standard). Every fault is reported, not only the first.
 */
final class LinkRules {

  static final int MAX_HREF = 2000;
  static final int MAX_TEXT = 200;
  static final int MAX_WORD = 100;
  static final int MAX_LANGUAGES = 20;

  private static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());
  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
  private static final Pattern LANGUAGE = Pattern.compile("([a-z]{2})(?:-([A-Z]{2}))?");
  private static final Pattern MEDIA_TYPE =
      Pattern.compile(
          "(?:application|audio|font|haptics|image|message|model|multipart|text|video)"
              + "/[a-z0-9][a-z0-9!#$&^_.+-]{0,80}");

  private final List<LinkFault> faults = new ArrayList<>();

  private LinkRules() {}

  static void check(
      String description, @Nullable DefaultLink defaultLink, List<Link> multi, List<Link> links) {
    LinkRules rules = new LinkRules();
    rules.text("/itemDescription", description);
    if (defaultLink != null) {
      rules.href("/defaultLink/href", defaultLink.href());
      rules.text("/defaultLink/title", defaultLink.title());
      rules.described("/defaultLink/href", defaultLink.href(), links);
    }
    rules.multi(defaultLink, multi, links);
    rules.links(links);
    if (multi.size() + links.size() > AnchorLinks.MAX_LINKS) {
      rules.fault("/links", "an anchor has at most " + AnchorLinks.MAX_LINKS + " links");
    }
    if (!rules.faults.isEmpty()) {
      throw new InvalidLinks(rules.faults);
    }
  }

  /** Clause 2.5.7: default links by language are two at least, and tell themselves apart. */
  private void multi(@Nullable DefaultLink defaultLink, List<Link> multi, List<Link> links) {
    if (multi.isEmpty()) {
      return;
    }
    if (multi.size() == 1) {
      fault("/defaultLinkMulti", "has two links or more; one alone is the defaultLink");
    }
    if (defaultLink == null) {
      fault("/defaultLink", "is required beside defaultLinkMulti, for all other languages");
    }
    for (int i = 0; i < multi.size(); i++) {
      Link link = multi.get(i);
      String pointer = "/defaultLinkMulti/" + i;
      if (link.hreflang().isEmpty()) {
        fault(pointer + "/hreflang", "is required here: languages decide between these links");
      }
      attributes(pointer, link);
      described(pointer + "/href", link.href(), links);
      for (int j = 0; j < i; j++) {
        if (link.hasAttributesOf(multi.get(j))) {
          fault(pointer, "cannot be told from /defaultLinkMulti/" + j + " by any request");
        }
      }
    }
  }

  private void links(List<Link> links) {
    Set<Link> seen = new HashSet<>();
    for (int i = 0; i < links.size(); i++) {
      Link link = links.get(i);
      String pointer = "/links/" + i;
      if (link.linkType().equals(LinkType.DEFAULT_LINK)
          || link.linkType().equals(LinkType.DEFAULT_LINK_MULTI)) {
        fault(pointer + "/linkType", "give it as " + link.linkType().name() + " beside links");
      } else {
        String fault = LinkTypes.fault(link.linkType());
        if (fault != null) {
          fault(pointer + "/linkType", fault);
        }
      }
      attributes(pointer, link);
      if (!seen.add(link)) {
        fault(pointer, "stands there twice");
      }
    }
  }

  private void attributes(String pointer, Link link) {
    href(pointer + "/href", link.href());
    text(pointer + "/title", link.title());
    String type = link.mediaType();
    if (type != null && !MEDIA_TYPE.matcher(type).matches()) {
      fault(pointer + "/type", "must be a media type in lower case, such as text/html");
    }
    String context = link.context();
    if (context != null
        && (context.isEmpty() || context.length() > MAX_WORD || controls(context))) {
      fault(pointer + "/context", "must have 1 to " + MAX_WORD + " characters");
    }
    languages(pointer + "/hreflang", link.hreflang());
  }

  /** The schema takes {@code ll} and {@code ll-CC}; a script subtag makes a linkset invalid. */
  private void languages(String pointer, List<String> languages) {
    if (languages.size() > MAX_LANGUAGES || new HashSet<>(languages).size() < languages.size()) {
      fault(pointer, "must be at most " + MAX_LANGUAGES + " different languages");
    }
    for (String language : languages) {
      var parts = LANGUAGE.matcher(language);
      boolean known =
          parts.matches()
              && LANGUAGES.contains(parts.group(1))
              && (parts.group(2) == null || COUNTRIES.contains(parts.group(2)));
      if (!known) {
        fault(
            pointer,
            "\""
                + quoted(language)
                + "\" must be a language, or language and country, such as zh or zh-CN");
      }
    }
  }

  /** A default link is also listed under a type that says what it is. */
  private void described(String pointer, String href, List<Link> links) {
    if (links.stream().noneMatch(link -> link.href().equals(href))) {
      fault(
          pointer, "must also stand in links, under a type that says what it is, such as gs1:pip");
    }
  }

  private void href(String pointer, String href) {
    String fault = hrefFault(href);
    if (fault != null) {
      fault(pointer, fault);
    }
  }

  private static @Nullable String hrefFault(String href) {
    if (href.isEmpty() || href.length() > MAX_HREF) {
      return "must have 1 to " + MAX_HREF + " characters";
    }
    for (int i = 0; i < href.length(); i++) {
      if (href.charAt(i) <= ' ' || href.charAt(i) > '~') {
        return "character " + i + " must be percent-encoded";
      }
    }
    try {
      URI uri = new URI(href);
      String scheme = uri.getScheme();
      if (scheme == null || !(scheme.equals("https") || scheme.equals("http"))) {
        return "must begin with https:// or http://";
      }
      if (uri.getHost() == null) {
        return "must name a host";
      }
      return uri.getRawUserInfo() == null ? null : "must not hold a user or password";
    } catch (URISyntaxException e) {
      return "is no URL: character " + Math.max(0, e.getIndex()) + " does not belong there";
    }
  }

  private void text(String pointer, String text) {
    if (text.isBlank() || text.length() > MAX_TEXT || controls(text)) {
      fault(pointer, "must be a text of 1 to " + MAX_TEXT + " characters on one line");
    }
  }

  private static boolean controls(String text) {
    return text.chars().anyMatch(Character::isISOControl);
  }

  private static String quoted(String text) {
    return text.length() > 20 ? text.substring(0, 20) + "…" : text;
  }

  private void fault(String pointer, String message) {
    faults.add(new LinkFault(pointer, message));
  }
}
