/** Vehicle profiles: which request gives which signal, and how its bits are read. */
package io.cellwitness.can.profile;
