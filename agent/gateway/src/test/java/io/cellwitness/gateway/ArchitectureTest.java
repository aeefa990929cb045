package io.cellwitness.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

/** The walls of the house (docs/concepts/architecture.md). */
@AnalyzeClasses(packages = "io.cellwitness", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule apiDependsOnNothing =
      classes()
          .that()
          .resideInAPackage("io.cellwitness.api..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "io.cellwitness.api..");

  @ArchTest
  static final ArchRule healthSeesOnlyTheApi =
      classes()
          .that()
          .resideInAPackage("io.cellwitness.health..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java.lang..",
              "java.math..",
              "java.util..",
              "java.time..",
              "io.cellwitness.api..",
              "io.cellwitness.health..");

  @ArchTest
  static final ArchRule reportSeesHealthAndApi =
      noClasses()
          .that()
          .resideInAPackage("io.cellwitness.report..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.cellwitness.can..",
              "io.cellwitness.opcua..",
              "io.cellwitness.replay..",
              "io.cellwitness.simulator..",
              "io.cellwitness.gateway..");

  @ArchTest
  static final ArchRule driversSeeOnlyTheApi =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.cellwitness.can..", "io.cellwitness.opcua..", "io.cellwitness.replay..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.cellwitness.health..",
              "io.cellwitness.report..",
              "io.cellwitness.simulator..",
              "io.cellwitness.gateway..");

  @ArchTest
  static final ArchRule driversDoNotSeeEachOther =
      noClasses()
          .that()
          .resideInAPackage("io.cellwitness.replay..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.cellwitness.can..", "io.cellwitness.opcua..");

  @ArchTest
  static final ArchRule nobodySeesTheGateway =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.cellwitness.gateway..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.cellwitness.gateway..");

  @ArchTest
  static final ArchRule simulatorIsForTheDemo =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.cellwitness.simulator..", "io.cellwitness.gateway.demo..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.cellwitness.simulator..");

  @ArchTest
  static final ArchRule serialInOnePackage = onlyIn("io.cellwitness.can.serial", "com.fazecast..");

  @ArchTest
  static final ArchRule sqliteInOnePackage =
      onlyIn("io.cellwitness.gateway.store", "org.sqlite..", "java.sql..");

  /** So that what needs no PDF never loads its library. */
  @ArchTest
  static final ArchRule pdfInOnePackage =
      onlyIn("io.cellwitness.report.pdf", "com.openhtmltopdf..", "org.apache.pdfbox..");

  @ArchTest
  static final ArchRule pahoInOnePackage =
      onlyIn("io.cellwitness.gateway.mqtt", "org.eclipse.paho..");

  @ArchTest
  static final ArchRule picocliOnlyOnTheCommandLine =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.cellwitness.gateway",
              "io.cellwitness.gateway.cli..",
              "io.cellwitness.gateway.demo..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("picocli..");

  /** Time comes from a TimeSource, so that a test or the demo can hold or hurry it. */
  @ArchTest
  static final ArchRule clocksAreReadInOnePlace =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("io.cellwitness.gateway.base.SystemTime")
          .and()
          .doNotHaveFullyQualifiedName("io.cellwitness.simulator.AcceleratedTime")
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(Thread.class, "sleep", long.class)
          .orShould()
          .callMethod(Thread.class, "sleep", long.class, int.class);

  /** Only Main knows the process' streams; everybody else is given a Console. */
  @ArchTest
  static final ArchRule nobodyPrints =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("io.cellwitness.gateway.Main")
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err");

  private static ArchRule onlyIn(String home, String... libraries) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(home, home + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(libraries)
        .allowEmptyShould(true);
  }
}
