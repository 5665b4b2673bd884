// Loaded before Azurite by the tests: a test process that was killed leaves no emulator behind.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) {
    process.exit(0);
  }
}, 1000).unref();
