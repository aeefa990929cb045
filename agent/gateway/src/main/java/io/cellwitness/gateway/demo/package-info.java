/** The main job on simulated parts: {@code cellwitness demo}. The only user of the simulator. */
package io.cellwitness.gateway.demo;
