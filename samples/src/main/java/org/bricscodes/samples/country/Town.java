package org.bricscodes.samples.country;

import java.time.ZoneOffset;
import java.util.List;

/** Where parties are. */
record Town(String name, String country, double latitude, double longitude, ZoneOffset offset) {

  private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);

  /** Where leaf, bean and fruit grow, and are made into what is sold. */
  static final List<Town> INLAND =
      List.of(
          new Town("Anxi", "CN", 25.06, 118.19, CHINA),
          new Town("Wuyishan", "CN", 27.76, 118.03, CHINA),
          new Town("Pu'er", "CN", 22.79, 100.97, CHINA),
          new Town("Huangshan", "CN", 29.71, 118.31, CHINA),
          new Town("Xinyang", "CN", 32.13, 114.07, CHINA),
          new Town("Emeishan", "CN", 29.60, 103.48, CHINA),
          new Town("Liuzhou", "CN", 24.33, 109.41, CHINA),
          new Town("Baoshan", "CN", 25.11, 99.16, CHINA));

  static final List<Town> PORTS =
      List.of(
          new Town("Xiamen", "CN", 24.48, 118.07, CHINA),
          new Town("Ningbo", "CN", 29.93, 121.84, CHINA),
          new Town("Shenzhen", "CN", 22.48, 113.91, CHINA),
          new Town("Qinzhou", "CN", 21.68, 108.65, CHINA));

  /** Where importers land goods, and shops sell them. */
  static final List<Town> ABROAD =
      List.of(
          new Town("Durban", "ZA", -29.87, 31.03, ZoneOffset.ofHours(2)),
          new Town("Santos", "BR", -23.95, -46.31, ZoneOffset.ofHours(-3)),
          new Town("Mumbai", "IN", 18.95, 72.84, ZoneOffset.ofHoursMinutes(5, 30)),
          new Town("Novorossiysk", "RU", 44.72, 37.78, ZoneOffset.ofHours(3)),
          new Town("Alexandria", "EG", 31.19, 29.88, ZoneOffset.ofHours(2)),
          new Town("Jakarta", "ID", -6.10, 106.88, ZoneOffset.ofHours(7)),
          new Town("Dubai", "AE", 25.27, 55.29, ZoneOffset.ofHours(4)),
          new Town("Bandar Abbas", "IR", 27.14, 56.21, ZoneOffset.ofHoursMinutes(3, 30)));
}
