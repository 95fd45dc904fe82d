package dev.gater;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/**
 * The arrows between Gater's packages. It lives in the module that composes all others, because
 * only here they are all on the class path.
 *
 * <p>{@code dev.gater} and {@code dev.gater.spi} are the one pair that may refer to each other: the
 * SPI speaks of the public types, and {@code Gater} finds its engine through the SPI by {@link
 * java.util.ServiceLoader}. Every other pair is an arrow in one direction, so the rest has no
 * cycle.
 */
class ArchitectureTest {
  private static final String API = "dev.gater";
  private static final String EVENT = "dev.gater.event..";
  private static final String SPI = "dev.gater.spi..";
  private static final String ENGINE = "dev.gater.engine..";
  private static final String WIRE = "dev.gater.wire..";
  private static final String LOG = "dev.gater.log..";
  private static final String CLI = "dev.gater.cli..";

  private static final JavaClasses GATER =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.gater");

  @Test
  void everyModuleIsSeen() {
    // Class files of a release that ArchUnit can't read would be passed over, and every rule hold.
    assertThat(GATER)
        .extracting(JavaClass::getPackageName)
        .contains("dev.gater", "dev.gater.event", "dev.gater.spi", "dev.gater.wire")
        .contains("dev.gater.log", "dev.gater.cli")
        .anyMatch(name -> name.startsWith("dev.gater.engine"));
  }

  @Test
  void eventsKnowNothingElseOfGater() {
    refersOnlyTo(EVENT).check(GATER);
  }

  @Test
  void thePublicApiKnowsItsEventsAndItsSpi() {
    refersOnlyTo(API, EVENT, SPI).check(GATER);
  }

  @Test
  void theSpiKnowsThePublicApi() {
    refersOnlyTo(SPI, API, EVENT).check(GATER);
  }

  @Test
  void theEngineKnowsApiEventsAndSpi() {
    refersOnlyTo(ENGINE, API, EVENT, SPI).check(GATER);
  }

  @Test
  void wireKnowsOnlyWhatCoreExports() {
    refersOnlyTo(WIRE, API, EVENT, SPI).check(GATER);
  }

  @Test
  void theLogKnowsOnlyWhatCoreAndWireExport() {
    refersOnlyTo(LOG, API, EVENT, SPI, WIRE).check(GATER);
  }

  @Test
  void onlyTheLogKnowsItsDatabase() {
    noClasses()
        .that(resideOutsideOfPackages(LOG))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.rocksdb..")
        .check(GATER);
  }

  @Test
  void theCommandsKnowAllButTheEngine() {
    refersOnlyTo(CLI, API, EVENT, SPI, WIRE, LOG).check(GATER);
  }

  @Test
  void nobodyOutsideCoreTouchesTheEngine() {
    noClasses()
        .that(resideOutsideOfPackages(API, EVENT, SPI, ENGINE))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ENGINE)
        .check(GATER);
  }

  @Test
  void thePartsOfTheEngineHaveNoCycles() {
    slices()
        .matching("dev.gater.engine.(*)..")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true) // as long as the engine is one package
        .check(GATER);
  }

  @Test
  void nobodySleeps() {
    noClasses()
        .should()
        .callMethodWhere(target(owner(name(Thread.class.getName()))).and(target(name("sleep"))))
        .because("what waits, waits for something that wakes it, or with a time limit on a lock")
        .check(GATER);
  }

  @Test
  void onlyTheCommandsWriteToStandardOutput() {
    noClasses()
        .that(resideOutsideOfPackages(CLI))
        .should()
        .accessField(System.class, "out")
        .because("a library has no console; stdout carries the data of a command")
        .check(GATER);
  }

  /** The classes of a package refer to themselves, to those allowed and to no others of Gater's. */
  private static ArchRule refersOnlyTo(String from, String... allowed) {
    String[] known = new String[allowed.length + 1];
    known[0] = from;
    System.arraycopy(allowed, 0, known, 1, allowed.length);
    return noClasses()
        .that(resideInAPackage(from))
        .should()
        .dependOnClassesThat(resideInAPackage("dev.gater..").and(resideOutsideOfPackages(known)));
  }
}
