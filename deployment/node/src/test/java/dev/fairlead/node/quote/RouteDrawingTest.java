package dev.fairlead.node.quote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.Address;
import dev.fairlead.model.BlockHash;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.Fraction;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.Wei;
import dev.fairlead.model.intent.Hop;
import dev.fairlead.model.intent.Leg;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.model.intent.Trade;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.route.NetworkFee;
import dev.fairlead.route.Route;
import dev.fairlead.route.RouteResult;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.file.MarketFile;
import java.awt.Rectangle;
import java.awt.geom.Point2D;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class RouteDrawingTest {
  private static final ChainId CHAIN = new ChainId(1);
  private static final Token WETH = token(1, "WETH", 18);
  private static final Token HOSTILE = token(2, "\"><script>&\u0001", 18);
  private static final Token USDC = token(3, "USDC", 6);
  private static final Uint256 ETHER = Uint256.of(10).pow(18);

  @Test
  void drawsEveryLegWithItsShareItsPoolsAndItsAmounts() throws Exception {
    List<String> texts = texts(svg());

    assertThat(texts)
        .contains(
            "sold",
            "4 WETH",
            "bought",
            "12010.5 USDC",
            "75 %, 3 WETH",
            "25 %, 1 WETH",
            "venue-1",
            "venue-2",
            "venue-3",
            "9010.5 USDC",
            "3000 USDC");
    assertThat(texts.getFirst())
        .isEqualTo(
            "4 WETH for 12010.5 USDC, impact 0.1 %, about 300000 gas, priced at block 21000000");
  }

  @Test
  void keepsEveryBoxWithinTheDrawingAndApartFromTheOthers() throws Exception {
    assertBoxesApart(svg(), 2 + 3);
  }

  private static void assertBoxesApart(Document svg, int count) {
    int width = number(svg.getDocumentElement().getAttribute("width"));
    int height = number(svg.getDocumentElement().getAttribute("height"));
    List<Rectangle> boxes = new ArrayList<>(boxes(svg, "end"));
    boxes.addAll(boxes(svg, "box"));
    assertThat(boxes).hasSize(count);
    List<Rectangle> drawn = new ArrayList<>();
    for (Rectangle box : boxes) {
      assertThat(new Rectangle(width, height).contains(box)).as("%s", box).isTrue();
      assertThat(drawn).noneMatch(box::intersects);
      drawn.add(box);
    }
  }

  private static List<Rectangle> boxes(Document svg, String style) {
    NodeList drawn = svg.getElementsByTagName("rect");
    List<Rectangle> boxes = new ArrayList<>();
    for (int i = 0; i < drawn.getLength(); i++) {
      Element box = (Element) drawn.item(i);
      if (box.getAttribute("class").equals(style)) {
        boxes.add(rectangle(box));
      }
    }
    return boxes;
  }

  private static Rectangle rectangle(Element box) {
    return new Rectangle(
        number(box.getAttribute("x")),
        number(box.getAttribute("y")),
        number(box.getAttribute("width")),
        number(box.getAttribute("height")));
  }

  @Test
  void escapesWhatTokensAreCalled() throws Exception {
    assertThat(RouteSvg.of(route())).doesNotContain("<script>");
    assertThat(texts(svg())).contains("2.5 \"><script>&\ufffd");
    assertThat(RouteDot.of(route())).contains("\\\"><script>&");
  }

  @Test
  void cutsSymbolsThatAreLongerThanABox() {
    Token boastful = token(4, "THE-LONGEST-NAME-OF-ALL", 18);
    assertThat(RouteText.symbol(boastful)).isEqualTo("THE-LONGEST-…");
    assertThat(RouteText.symbol(token(5, "ELEVEN-CHAR", 18))).isEqualTo("ELEVEN-CHAR");
  }

  @Test
  void writesTokensAndPoolsForGraphviz() {
    String dot = RouteDot.of(route());
    assertThat(dot.lines())
        .contains(
            "digraph route {",
            "  t0 [label=\"4 WETH\"];",
            "  t0 -> t1 [label=\"venue-1 0x0000…0001\\n75 %: 3 WETH to 9010.5 USDC\", penwidth=7.0];");
    assertThat(dot.chars().filter(c -> c == '{').count()).isEqualTo(1);
  }

  @Test
  void drawsATokenAtWhichLegsMeetBetweenTheEnds() throws Exception {
    assertThat(texts(svg(flow())))
        .contains(
            "in between",
            "6 MIDDLE",
            "75 %, 3 WETH",
            "25 %, 1 WETH",
            "75 %, 4.5 MIDDLE",
            "25 %, 1.5 MIDDLE");
    assertBoxesApart(svg(flow()), 3 + 5);
    assertThat(RouteDot.of(flow()).lines())
        .contains(
            "  t1 [label=\"MIDDLE\"];",
            "  t1 -> t2 [label=\"venue-3 0x0000…0003\\n75 %: 4.5 MIDDLE to 9000 USDC\","
                + " penwidth=5.5];");
  }

  @Test
  void leadsNoFlowThroughTheBoxOfATokenThatItDoesNotTrade() throws Exception {
    for (Document svg : List.of(svg(), svg(flow()))) {
      List<Rectangle> tokens = boxes(svg, "end");
      NodeList flows = svg.getElementsByTagName("path");
      for (int i = 0; i < flows.getLength(); i++) {
        String flow = ((Element) flows.item(i)).getAttribute("d");
        assertThat(points(flow)).as(flow).noneMatch(at -> isWithin(tokens, at));
      }
    }
  }

  @Test
  void bendsFlowsWhereNoPoolAndNoTextStands() throws Exception {
    for (Document svg : List.of(svg(), svg(flow()))) {
      List<Rectangle> pools = boxes(svg, "box");
      NodeList flows = svg.getElementsByTagName("path");
      for (int i = 0; i < flows.getLength(); i++) {
        String flow = ((Element) flows.item(i)).getAttribute("d");
        assertThat(points(flow))
            .as(flow)
            .noneMatch(at -> flow.contains("C") && isWithin(pools, at));
      }
    }
  }

  private static boolean isWithin(List<Rectangle> boxes, Point2D at) {
    return boxes.stream()
        .map(box -> new Rectangle(box.x + 1, box.y + 1, box.width - 2, box.height - 2))
        .anyMatch(box -> box.contains(at));
  }

  /** Points of a line that is level, or bends. */
  private static List<Point2D> points(String line) {
    double[] n =
        Arrays.stream(line.replaceAll("[MHC,]", " ").trim().split("\\s+"))
            .mapToDouble(Double::parseDouble)
            .toArray();
    List<Point2D> points = new ArrayList<>();
    for (double t = 0; t <= 1; t += 1.0 / 64) {
      points.add(
          n.length == 3
              ? new Point2D.Double(n[0] + t * (n[2] - n[0]), n[1])
              : new Point2D.Double(
                  bent(t, n[0], n[2], n[4], n[6]), bent(t, n[1], n[3], n[5], n[7])));
    }
    return points;
  }

  private static double bent(double t, double from, double out, double in, double to) {
    double left = 1 - t;
    return left * left * left * from
        + 3 * left * left * t * out
        + 3 * left * t * t * in
        + t * t * t * to;
  }

  @Test
  void numbersTheRoutesOfABasketInTheirOrder() throws Exception {
    List<String> texts = texts(parsed(RouteSvg.of(List.of(route(), flow()))));

    assertThat(texts).anyMatch(text -> text.startsWith("1. 4 WETH for 12010.5 USDC"));
    assertThat(texts).anyMatch(text -> text.startsWith("2. 4 WETH for 15000 USDC"));
  }

  @Test
  void writesVerySmallAndVeryLargeAmountsShortEnoughForABox() {
    assertThat(RouteText.amount(WETH, Uint256.of(12_345))).isEqualTo("1.2345E-14 WETH");
    assertThat(RouteText.amount(WETH, ETHER.times(ETHER).times(Uint256.of(3))))
        .isEqualTo("3E+18 WETH");
    assertThat(RouteText.amount(WETH, ETHER.times(Uint256.of(1_234_567_890_123L))))
        .isEqualTo("1234567900000 WETH");
    assertThat(RouteText.amount(WETH, ETHER.dividedBy(Uint256.of(300))))
        .isEqualTo("0.0033333333 WETH");
  }

  @Test
  void sharesATradeOutOverItsLegsAsTheyMeetAndPart() {
    assertThat(LegShares.ofTrade(flow()))
        .usingElementComparator(BigDecimal::compareTo)
        .containsExactly(
            new BigDecimal("0.75"),
            new BigDecimal("0.25"),
            new BigDecimal("0.5625"),
            new BigDecimal("0.1875"));
  }

  @Test
  void saysWhatEachLegTakesOfTheTokenThatItBeginsAt() {
    StringWriter text = new StringWriter();
    Answer answer =
        new Answer(
            new MarketFile(CHAIN, Market.of(flow().pricedAt(), List.of())),
            new Trade.ExactIn(flow().sell(), USDC),
            List.of(),
            new RouteResult.Found(flow(), List.of(), null),
            NetworkFee.FREE,
            null);

    RouteText.print(answer, false, new PrintWriter(text, true));

    assertThat(text.toString())
        .contains("  75 %  3 WETH -> ", "  75 %  4.5 MIDDLE -> ", "  25 %  1.5 MIDDLE -> ");
  }

  private static Document svg() throws Exception {
    return svg(route());
  }

  private static Document svg(Route route) throws Exception {
    return parsed(RouteSvg.of(route));
  }

  private static Document parsed(String svg) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory.newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
  }

  private static List<String> texts(Document svg) {
    List<String> texts = new ArrayList<>();
    texts.add(svg.getElementsByTagName("title").item(0).getTextContent());
    NodeList nodes = svg.getElementsByTagName("text");
    for (int i = 0; i < nodes.getLength(); i++) {
      texts.add(nodes.item(i).getTextContent());
    }
    return texts;
  }

  private static int number(String text) {
    return Integer.parseInt(text);
  }

  private static Route route() {
    Uint256 middle = ETHER.times(Uint256.of(5)).dividedBy(Uint256.of(2));
    Uint256 most = Uint256.of(9_010_500_000L);
    Uint256 rest = Uint256.of(3_000_000_000L);
    Leg one = new Leg(List.of(hop(1, WETH, USDC, ETHER.times(Uint256.of(3)), most)));
    Leg other =
        new Leg(List.of(hop(2, WETH, HOSTILE, ETHER, middle), hop(3, HOSTILE, USDC, middle, rest)));
    return new Route(
        new BlockRef(
            new BlockNumber(21_000_000), new BlockHash(Bytes32.wrap(Uint256.of(7).toBytes32()))),
        WETH.amount(ETHER.times(Uint256.of(4))),
        USDC.amount(most.plus(rest)),
        List.of(one, other),
        Fraction.ofBasisPoints(10),
        new Gas(300_000),
        Wei.ZERO,
        List.of(new BigDecimal("3001"), new BigDecimal("3000.5")));
  }

  /** Two legs, one of which ends at a token from which two go on. */
  private static Route flow() {
    Token middle = token(4, "MIDDLE", 18);
    Uint256 half = ETHER.dividedBy(Uint256.of(2));
    Uint256 nine = Uint256.of(9_000_000_000L);
    Uint256 three = Uint256.of(3_000_000_000L);
    Uint256 six = half.times(Uint256.of(12));
    Uint256 most = half.times(Uint256.of(9));
    Uint256 rest = half.times(Uint256.of(3));
    return new Route(
        new BlockRef(
            new BlockNumber(21_000_000), new BlockHash(Bytes32.wrap(Uint256.of(7).toBytes32()))),
        WETH.amount(ETHER.times(Uint256.of(4))),
        USDC.amount(nine.plus(three).plus(three)),
        List.of(
            new Leg(List.of(hop(1, WETH, middle, half.times(Uint256.of(6)), six))),
            new Leg(List.of(hop(2, WETH, USDC, ETHER, three))),
            new Leg(List.of(hop(3, middle, USDC, most, nine))),
            new Leg(
                List.of(
                    hop(4, middle, HOSTILE, rest, ETHER), hop(5, HOSTILE, USDC, ETHER, three)))),
        Fraction.ofBasisPoints(10),
        new Gas(300_000),
        Wei.ZERO,
        List.of(BigDecimal.ONE, BigDecimal.ONE, BigDecimal.ONE, BigDecimal.ONE));
  }

  private static Hop hop(int number, Token in, Token out, Uint256 amountIn, Uint256 amountOut) {
    byte[] key = new byte[20];
    key[19] = (byte) number;
    return new Hop(
        new PoolId(CHAIN, new VenueId("venue-" + number), Bytes.of(key)),
        in,
        out,
        amountIn,
        amountOut);
  }

  private static Token token(int number, String symbol, int decimals) {
    return new Token(
        CHAIN, Address.of(Uint256.of(number).toBytes32(), 12, Address.LENGTH), symbol, decimals);
  }
}
