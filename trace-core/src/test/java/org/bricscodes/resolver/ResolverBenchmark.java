package org.bricscodes.resolver;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bricscodes.gs1.DigitalLink;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One request decided: the target parsed, its headers read, the tree walked, a link chosen. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class ResolverBenchmark {

  private static final String ACCEPT =
      "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8";
  private static final String LANGUAGES = "zh-CN,zh;q=0.9,en;q=0.8";

  /** What is asked for. */
  @Param({"default", "gs1:pip", "linkset"})
  public String asked = "default";

  private final Resolver resolver =
      new Resolver("https://trace.example/scan", List.of("en", "zh", "pt"));
  private final AnchorLinks product =
      TestLinks.standard(
          "/01/09521222000018",
          "https://brand.example/tea",
          TestLinks.multi("https://brand.example/tea/zh", "zh"),
          TestLinks.multi("https://brand.example/tea/fr", "fr"));

  @Benchmark
  public Resolution resolve() {
    String query = asked.equals("default") ? "17=271231" : "linkType=" + asked;
    DigitalLink link =
        DigitalLink.parseTarget("/01/09521222000018/10/TGY2604A/21/7GF04CNGMYKV4H93?" + query);
    List<Anchor> walk = Anchor.walk(link);
    List<LinkTree.Level> levels =
        List.of(
            new LinkTree.Level(walk.get(0), null),
            new LinkTree.Level(walk.get(1), null),
            new LinkTree.Level(walk.get(2), product));
    Wishes wishes =
        new Wishes(
            link.parameter("linkType").orElse(null),
            link.parameter("context").orElse(null),
            MediaRanges.parse(ACCEPT),
            LanguageRanges.parse(LANGUAGES));
    return resolver.resolve(new LinkTree(link.withoutParameters(), levels), wishes, query);
  }
}
