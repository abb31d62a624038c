package ai.openobserve.lambda.openobserve.picture;

/// A place in an image.
record Box(double x, double y, double width, double height) {
  Box inside(double left, double top, double right, double bottom) {
    return new Box(x + left, y + top, width - left - right, height - top - bottom);
  }

  double right() {
    return x + width;
  }

  double bottom() {
    return y + height;
  }
}
