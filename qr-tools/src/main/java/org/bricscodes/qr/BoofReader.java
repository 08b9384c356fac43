package org.bricscodes.qr;

import boofcv.abst.fiducial.QrCodeDetector;
import boofcv.alg.fiducial.qrcode.QrCode;
import boofcv.concurrency.BoofConcurrency;
import boofcv.factory.fiducial.FactoryFiducial;
import boofcv.struct.image.GrayU8;
import georegression.struct.point.Point2D_F64;
import java.util.ArrayList;
import java.util.List;
import org.bricscodes.qr.FoundSymbol.Corner;
import org.bricscodes.qr.FoundSymbol.Symbology;

/** BoofCV's QR Code detector: slower than ZXing, and better under weak contrast and noise. */
final class BoofReader {

  static {
    BoofConcurrency.USE_CONCURRENT = false; // one picture, one thread
  }

  private BoofReader() {}

  static List<FoundSymbol> read(Picture picture) {
    GrayU8 image = new GrayU8(picture.width(), picture.height());
    image.data = picture.grey();
    QrCodeDetector<GrayU8> detector = FactoryFiducial.qrcode(null, GrayU8.class);
    detector.process(image);
    List<FoundSymbol> found = new ArrayList<>();
    for (QrCode code : detector.getDetections()) {
      List<Corner> corners = new ArrayList<>();
      for (int i = 0; i < code.bounds.size(); i++) {
        Point2D_F64 point = code.bounds.get(i);
        corners.add(new Corner((int) Math.round(point.x), (int) Math.round(point.y)));
      }
      found.add(new FoundSymbol(Symbology.QR_CODE, "", code.message, corners));
    }
    return found;
  }
}
