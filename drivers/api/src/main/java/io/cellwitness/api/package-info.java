/**
 * The words every module shares: what is measured ({@link io.cellwitness.api.Signal}), one measured
 * value ({@link io.cellwitness.api.Reading}) and where readings come from ({@link
 * io.cellwitness.api.Driver}). This module depends on nothing but the JDK.
 */
package io.cellwitness.api;
