/** Small numerics the method needs: order statistics, roots, linear systems, stable sorting. */
package io.cellwitness.health.math;
