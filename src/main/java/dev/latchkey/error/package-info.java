@NullMarked
package dev.latchkey.error;

import org.jspecify.annotations.NullMarked;
