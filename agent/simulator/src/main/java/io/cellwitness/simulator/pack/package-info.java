/** The physics: what a battery really does, and so the truth a measurement is judged by. */
package io.cellwitness.simulator.pack;
