package io.cellwitness.report.pdf;

import com.openhtmltopdf.css.constants.IdentValue;
import com.openhtmltopdf.css.parser.FSRGBColor;
import com.openhtmltopdf.css.value.FontSpecification;
import com.openhtmltopdf.extend.OutputDevice;
import com.openhtmltopdf.extend.SVGDrawer.SVGImage;
import com.openhtmltopdf.pdfboxout.PdfBoxOutputDevice;
import com.openhtmltopdf.render.FSFont;
import com.openhtmltopdf.render.RenderingContext;
import java.awt.BasicStroke;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * One picture of the page on paper. It knows the few shapes that the page's own pictures are made
 * of and draws them as vectors; anything else in a picture is a mistake of ours and is said so.
 */
final class SvgDrawing implements SVGImage {

  private static final String FONT = "Liberation Sans";

  private final Element svg;
  private final double viewWidth;
  private final double viewHeight;
  private final int width;
  private final int height;

  /**
   * Measures the picture.
   *
   * @param svg the element; must carry a {@code viewBox} beginning at 0 0
   * @param cssWidth width asked for, device dots; negative when the picture decides
   * @param cssHeight the height, likewise
   * @param dotsPerPixel device dots in a CSS pixel
   */
  SvgDrawing(Element svg, double cssWidth, double cssHeight, double dotsPerPixel) {
    this.svg = svg;
    String[] view = svg.getAttribute("viewBox").split(" ", -1);
    this.viewWidth = Double.parseDouble(view[2]);
    this.viewHeight = Double.parseDouble(view[3]);
    double wide =
        cssWidth >= 0 ? cssWidth : cssHeight >= 0 ? cssHeight * viewWidth / viewHeight : 0;
    if (cssWidth < 0 && cssHeight < 0) {
      wide = attribute(svg, "width") * dotsPerPixel;
    }
    this.width = (int) Math.round(wide);
    this.height = (int) Math.round(wide * viewHeight / viewWidth);
  }

  @Override
  public int getIntrinsicWidth() {
    return width;
  }

  @Override
  public int getIntrinsicHeight() {
    return height;
  }

  @Override
  public void drawSVG(OutputDevice device, RenderingContext context, double x, double y) {
    double scale = width / viewWidth;
    AffineTransform toPage = AffineTransform.getTranslateInstance(x, y);
    toPage.scale(scale, scale);
    for (Node node = svg.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element) {
        draw(element, device, context, toPage);
      }
    }
  }

  private static void draw(
      Element element, OutputDevice device, RenderingContext context, AffineTransform toPage) {
    switch (element.getTagName()) {
      case "title" -> {} // read aloud, not drawn
      case "text" -> text(element, device, context, toPage);
      default -> shape(element, device, toPage);
    }
  }

  private static void shape(Element element, OutputDevice device, AffineTransform toPage) {
    Shape shape = toPage.createTransformedShape(shapeOf(element));
    String fill = element.getAttribute("fill");
    if (!fill.equals("none") && !element.getTagName().equals("line")) {
      device.setColor(colour(fill));
      device.fill(shape);
    }
    String stroke = element.getAttribute("stroke");
    if (!stroke.isEmpty()) {
      device.setColor(colour(stroke));
      device.setStroke(stroke(element, toPage.getScaleX()));
      device.draw(shape);
    }
  }

  private static Shape shapeOf(Element e) {
    return switch (e.getTagName()) {
      case "rect" -> rectangle(e);
      case "line" ->
          new Line2D.Double(
              attribute(e, "x1"), attribute(e, "y1"), attribute(e, "x2"), attribute(e, "y2"));
      case "circle" -> {
        double r = attribute(e, "r");
        yield new Ellipse2D.Double(attribute(e, "cx") - r, attribute(e, "cy") - r, 2 * r, 2 * r);
      }
      case "polygon" -> SvgPath.polygon(e.getAttribute("points"));
      case "path" -> SvgPath.path(e.getAttribute("d"));
      default -> throw new IllegalStateException("no way to draw <" + e.getTagName() + ">");
    };
  }

  private static Shape rectangle(Element e) {
    double x = attribute(e, "x");
    double y = attribute(e, "y");
    double w = attribute(e, "width");
    double h = attribute(e, "height");
    double r = 2 * attribute(e, "rx");
    return r > 0
        ? new RoundRectangle2D.Double(x, y, w, h, r, r)
        : new Rectangle2D.Double(x, y, w, h);
  }

  private static BasicStroke stroke(Element e, double scale) {
    float wide = (float) (Math.max(attribute(e, "stroke-width"), 0.1) * scale);
    String dashes = e.getAttribute("stroke-dasharray");
    if (dashes.isEmpty()) {
      return new BasicStroke(wide, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND);
    }
    String[] lengths = dashes.split(" ", -1);
    float[] pattern = new float[lengths.length];
    for (int i = 0; i < lengths.length; i++) {
      pattern[i] = (float) (Double.parseDouble(lengths[i]) * scale);
    }
    return new BasicStroke(wide, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10f, pattern, 0f);
  }

  private static void text(
      Element e, OutputDevice device, RenderingContext context, AffineTransform toPage) {
    FontSpecification wanted = new FontSpecification();
    wanted.families = new String[] {FONT};
    wanted.size = (float) (attribute(e, "font-size") * toPage.getScaleX());
    wanted.fontStyle = IdentValue.NORMAL;
    wanted.variant = IdentValue.NORMAL;
    wanted.fontWeight =
        e.getAttribute("font-weight").equals("bold") ? IdentValue.BOLD : IdentValue.NORMAL;
    FSFont font = context.getFont(wanted);
    String words = e.getTextContent();
    double width = context.getTextRenderer().getWidth(context.getFontContext(), font, words);
    double share =
        switch (e.getAttribute("text-anchor")) {
          case "middle" -> 0.5;
          case "end" -> 1;
          default -> 0;
        };
    double[] at = {attribute(e, "x"), attribute(e, "y")};
    toPage.transform(at, 0, at, 0, 1);
    device.setColor(colour(e.getAttribute("fill")));
    device.setFont(font);
    ((PdfBoxOutputDevice) device)
        .drawString(words, (float) (at[0] - share * width), (float) at[1], null);
  }

  private static FSRGBColor colour(String hex) {
    return new FSRGBColor(Integer.parseInt(hex.substring(1), 16));
  }

  private static double attribute(Element e, String name) {
    String value = e.getAttribute(name);
    return value.isEmpty() ? 0 : Double.parseDouble(value);
  }
}
