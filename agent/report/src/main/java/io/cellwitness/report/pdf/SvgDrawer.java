package io.cellwitness.report.pdf;

import com.openhtmltopdf.css.sheet.FontFaceRule;
import com.openhtmltopdf.css.style.CssContext;
import com.openhtmltopdf.extend.SVGDrawer;
import com.openhtmltopdf.layout.SharedContext;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.render.Box;
import java.io.File;
import java.util.List;
import org.w3c.dom.Element;

/** Hands each picture of the page to {@link SvgDrawing}; needs no fonts of its own. */
final class SvgDrawer implements SVGDrawer {

  @Override
  public SVGImage buildSVGImage(
      Element svg,
      Box box,
      CssContext context,
      double cssWidth,
      double cssHeight,
      double dotsPerPixel) {
    return new SvgDrawing(svg, cssWidth, cssHeight, dotsPerPixel);
  }

  @Override
  public void importFontFaceRules(List<FontFaceRule> rules, SharedContext context) {
    // The page declares no fonts.
  }

  @Override
  public void addFontFile(File file, String family, Integer weight, FontStyle style) {
    // Text is drawn with the fonts of the page.
  }

  @Override
  public void close() {
    // Nothing is held open.
  }
}
