package com.example.shop;

import software.amazon.awscdk.App;

public final class ShopApp {
  private ShopApp() {}

  public static void main(String[] args) {
    App app = new App();
    new ShopStack(app, "Shop");
    app.synth();
  }
}
