// Plain JavaScript without static imports: an old Node must get as far as the check below.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `Broadsheet needs Node 22.18 or newer; this is ${process.versions.node}. Start it with "npm start", which brings its own.`,
  );
  process.exit(1);
}

// The second start need not strip types and compile again. Where the folder cannot be written, it goes without.
const { enableCompileCache, flushCompileCache } = await import('node:module');
const { fileURLToPath } = await import('node:url');
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/node', import.meta.url)));

const commandLine = process.argv[2] === '--cli';
if (commandLine && process.argv[3] === 'backup') {
  // After everybody who answers readers; loading the program is as much work as a part of the backup.
  const { constants, setPriority } = await import('node:os');
  setPriority(constants.priority.PRIORITY_LOW);
}
await import(commandLine ? './cli.ts' : './server.ts');
// Node writes it as it ends, and one that is killed does not: the next start would strip and compile everything again.
flushCompileCache();
