@NullMarked
package dev.latchkey.throttle;

import org.jspecify.annotations.NullMarked;
