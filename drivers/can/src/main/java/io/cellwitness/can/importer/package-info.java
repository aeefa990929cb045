/** Turns signal lists people already have into vehicle profiles, on their machine. */
package io.cellwitness.can.importer;
