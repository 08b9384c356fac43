package org.bricscodes.epcis;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The closed word lists of the Core Business Vocabulary 2.0 and the GS1 sensor vocabulary. */
enum Vocabulary {
  BIZ_STEP(
      "business step",
      "https://ref.gs1.org/cbv/BizStep-",
      "urn:epcglobal:cbv:bizstep:",
      "accepting arriving assembling collecting commissioning consigning creating_class_instance"
          + " cycle_counting decommissioning departing destroying disassembling dispensing encoding"
          + " entering_exiting holding inspecting installing killing loading other packing picking"
          + " receiving removing repackaging repairing replacing reserving retail_selling sampling"
          + " sensor_reporting shipping staging_outbound stock_taking stocking storing transporting"
          + " unloading unpacking void_shipping"),
  DISPOSITION(
      "disposition",
      "https://ref.gs1.org/cbv/Disp-",
      "urn:epcglobal:cbv:disp:",
      "active available completeness_inferred completeness_verified conformant container_closed"
          + " container_open damaged destroyed dispensed disposed encoded expired in_progress"
          + " in_transit inactive mismatch_class mismatch_instance mismatch_quantity"
          + " needs_replacement no_pedigree_match non_conformant non_sellable_other"
          + " partially_dispensed recalled reserved retail_sold returned sellable_accessible"
          + " sellable_not_accessible stolen unavailable unknown"),
  BIZ_TRANSACTION(
      "business transaction type",
      "https://ref.gs1.org/cbv/BTT-",
      "urn:epcglobal:cbv:btt:",
      "bol cert desadv inv pedigree po poc prodorder recadv rma testprd testres upevt"),
  SOURCE_DESTINATION(
      "source or destination type",
      "https://ref.gs1.org/cbv/SDT-",
      "urn:epcglobal:cbv:sdt:",
      "owning_party possessing_party location"),
  ERROR_REASON(
      "error reason",
      "https://ref.gs1.org/cbv/ER-",
      "urn:epcglobal:cbv:er:",
      "did_not_occur incorrect_data"),
  COMPONENT(
      "component",
      "https://ref.gs1.org/cbv/Comp-",
      "urn:epcglobal:cbv:comp:",
      "x y z axial_distance azimuth height spherical_radius polar_angle elevation_angle easting"
          + " northing latitude longitude altitude"),
  SENSOR_ALERT(
      "sensor alert", Vocabulary.GS1_VOC, "urn:epcglobal:cbv:", "ALARM_CONDITION ERROR_CONDITION"),
  MEASUREMENT(
      "measurement type",
      Vocabulary.GS1_VOC,
      "urn:epcglobal:cbv:",
      "AbsoluteHumidity AbsorbedDose AbsorbedDoseRate Acceleration Altitude AmountOfSubstance"
          + " AmountOfSubstancePerUnitVolume Angle AngularAcceleration AngularMomentum"
          + " AngularVelocity Area Capacitance Conductance Conductivity Count Density Dimensionless"
          + " DoseEquivalent DoseEquivalentRate DynamicViscosity ElectricCharge ElectricCurrent"
          + " ElectricCurrentDensity ElectricFieldStrength Energy Exposure Force Frequency"
          + " Illuminance Inductance Irradiance KinematicViscosity Length LinearMomentum Luminance"
          + " LuminousFlux LuminousIntensity MagneticFlux MagneticFluxDensity"
          + " MagneticVectorPotential Mass MassConcentration MassFlowRate MassPerAreaTime"
          + " MemoryCapacity MolalityOfSolute MolarEnergy MolarMass MolarVolume Power Pressure"
          + " RadiantFlux RadiantIntensity Radioactivity RelativeHumidity Resistance Resistivity"
          + " SolidAngle SpecificVolume Speed SurfaceDensity SurfaceTension Temperature Time Torque"
          + " Voltage Volume VolumeFlowRate VolumeFraction VolumetricFlux Wavenumber");

  /** The namespace the hash rules use; the published context says {@code https://gs1.org/voc/}. */
  static final String GS1_VOC = "https://ref.gs1.org/voc/";

  static final String CBV = "https://ref.gs1.org/cbv/";

  private final String noun;
  private final String webPrefix;
  private final String urnPrefix;

  @SuppressWarnings("ImmutableEnumChecker") // filled once by the constructor
  private final Map<String, UriRef> words;

  Vocabulary(String noun, String webPrefix, String urnPrefix, String words) {
    this.noun = noun;
    this.webPrefix = webPrefix;
    this.urnPrefix = urnPrefix;
    this.words = new HashMap<>();
    for (String word : words.split(" ", -1)) {
      this.words.put(word, new UriRef(word, webPrefix + word, UriRef.Form.WORD));
    }
  }

  /** Every word, in alphabetical order. */
  List<String> all() {
    return words.keySet().stream().sorted().toList();
  }

  /** What to call one of its values in a message. */
  String noun() {
    return noun;
  }

  /** A word as XML spells it in a format; of sensor data a CURIE, which has one form only. */
  String inXml(String word, CbvXmlFormat format) {
    return switch (this) {
      case MEASUREMENT, SENSOR_ALERT -> "gs1:" + word;
      case COMPONENT -> webPrefix + word;
      case BIZ_STEP, DISPOSITION, BIZ_TRANSACTION, SOURCE_DESTINATION, ERROR_REASON ->
          (format == CbvXmlFormat.ALWAYS_URN ? urnPrefix : webPrefix) + word;
    };
  }

  /** The standard value written so, shared; {@code null} if there is none. */
  @Nullable UriRef word(String written) {
    return words.get(written);
  }

  /** The bare word that a Web URI or URN of this vocabulary should have been written as. */
  @Nullable String wordFor(String uri) {
    for (String prefix : Arrays.asList(webPrefix, urnPrefix, "https://gs1.org/voc/")) {
      if (uri.startsWith(prefix) && words.containsKey(uri.substring(prefix.length()))) {
        return uri.substring(prefix.length());
      }
    }
    return null;
  }

  /** The canonical form of a value given as a word, a Web URI, a URN or any other URI. */
  String canonical(String value) {
    UriRef standard = words.get(value);
    if (standard != null) {
      return standard.canonical();
    }
    return canonicalUrn(value);
  }

  /** The shortest form that {@link #canonical} takes back: a bare word where there is one. */
  String shortest(String canonical) {
    boolean own = canonical.startsWith(webPrefix);
    String word = own ? canonical.substring(webPrefix.length()) : "";
    return words.containsKey(word) ? word : canonical;
  }

  /** The Web URI of a URN of this vocabulary; any other text unchanged. */
  String canonicalUrn(String urn) {
    boolean own = this != SENSOR_ALERT && this != MEASUREMENT && urn.startsWith(urnPrefix);
    return own ? webPrefix + urn.substring(urnPrefix.length()) : urn;
  }

  /** The standard word nearest to a mistyped one. */
  @Nullable String nearest(String written) {
    return Nearest.to(written, words.keySet());
  }
}
