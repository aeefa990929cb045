/** The command language of ELM327 and STN (OBDLink) adapters. */
package io.cellwitness.can.elm;
