/*
 * libxcrypt's crypt_r for the benchmark and the fuzzing run.
 *
 *   libxcrypt time COST COUNT   hashes COUNT times, prints the CPU milliseconds of one hash
 *   libxcrypt answer            reads "SETTING HEX-OF-PASSWORD" lines, prints the hash of each
 */
#include <crypt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static struct crypt_data data;

static double cpu_milliseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}

static int measure(int cost, int count) {
  char setting[32];
  snprintf(setting, sizeof setting, "$2b$%02d$abcdefghijklmnopqrstuu", cost);
  crypt_r("john.doe.password", setting, &data);
  double start = cpu_milliseconds();
  for (int i = 0; i < count; i++) {
    crypt_r("john.doe.password", setting, &data);
  }
  printf("%.3f\n", (cpu_milliseconds() - start) / count);
  return 0;
}

static int answer(void) {
  char line[512], setting[80], hex[256], password[128];
  while (fgets(line, sizeof line, stdin)) {
    hex[0] = 0;
    if (sscanf(line, "%79s %255s", setting, hex) < 1) {
      return 1;
    }
    size_t length = strlen(hex) / 2;
    for (size_t i = 0; i < length; i++) {
      char octet[3] = {hex[2 * i], hex[2 * i + 1], 0};
      password[i] = (char) strtol(octet, NULL, 16);
    }
    password[length] = 0;
    char *hash = crypt_r(password, setting, &data);
    puts(hash ? hash : "*");
    fflush(stdout);
  }
  return 0;
}

int main(int argc, char **argv) {
  if (argc == 4 && strcmp(argv[1], "time") == 0) {
    return measure(atoi(argv[2]), atoi(argv[3]));
  }
  if (argc == 2 && strcmp(argv[1], "answer") == 0) {
    return answer();
  }
  fprintf(stderr, "usage: libxcrypt time COST COUNT | libxcrypt answer\n");
  return 2;
}
