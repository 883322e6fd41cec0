// Starts the three engines through their WebDriver programs, each with a driver
// process, port, profile and download directory of its own.
// ENGINES=chromium,firefox,webkit chooses which engines the tests run on.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { Builder, Capabilities } from "selenium-webdriver";

const ALL_ENGINES = ["chromium", "firefox", "webkit"];
const WINDOW = { width: 1280, height: 900 };
const START_MS = 20_000;

/** The engines that were chosen, in a fixed order. */
export const engines = (() => {
  const wanted = (process.env.ENGINES || ALL_ENGINES.join(",")).split(",").map((name) => name.trim());
  const unknown = wanted.filter((name) => !ALL_ENGINES.includes(name));
  if (unknown.length) throw new Error(`ENGINES names ${unknown.join(", ")}; known are ${ALL_ENGINES.join(", ")}`);
  return ALL_ENGINES.filter((name) => wanted.includes(name));
})();

/**
 * Opens a browser window of 1280×900.
 * @param {"chromium" | "firefox" | "webkit"} engine
 * @param {object} [options]
 * @param {string} [options.profileDir] kept on quit and usable again; without it a
 *   new profile is made and removed. WebKit's automation has none: it keeps nothing.
 * @param {string[]} [options.args] further arguments of the browser (not WebKit)
 * @param {Record<string, unknown>} [options.prefs] further preferences (not WebKit)
 * @returns {Promise<{driver: import("selenium-webdriver").WebDriver, engine: string,
 *   downloadDir: string, quit: () => Promise<void>, kill: () => Promise<void>}>}
 *   `quit` closes as a reader does; `kill` is SIGKILL for driver and browser.
 */
export async function openBrowser(engine, { profileDir, args = [], prefs = {} } = {}) {
  const scratch = mkdtempSync(path.join(tmpdir(), `annotator-${engine}-`));
  const downloadDir = path.join(scratch, "downloads");
  const profile = profileDir ?? path.join(scratch, "profile");
  mkdirSync(downloadDir);
  mkdirSync(profile, { recursive: true });

  const processes = [];
  const stop = async (signal) => {
    // The group, not the process: a driver that is killed leaves its browser behind.
    for (const child of processes.reverse()) await endGroup(child, signal);
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };
  try {
    const start = { chromium: startChromium, firefox: startFirefox, webkit: startWebKit }[engine];
    if (!start) throw new Error(`unknown engine ${engine}`);
    const { port, capabilities } = await start({ processes, scratch, profile, downloadDir, args, prefs });
    const driver = await new Builder()
      .usingServer(`http://127.0.0.1:${port}`)
      .disableEnvironmentOverrides()
      .withCapabilities(new Capabilities(capabilities))
      .build();
    await driver.manage().window().setRect(WINDOW);
    return {
      driver,
      engine,
      downloadDir,
      quit: async () => {
        await driver.quit().catch(() => {});
        await stop("SIGTERM");
      },
      kill: () => stop("SIGKILL"),
    };
  } catch (error) {
    await stop("SIGKILL");
    throw new Error(`${engine} did not start: ${error.message}`, { cause: error });
  }
}

async function startChromium({ processes, profile, downloadDir, args, prefs }) {
  const port = await freePort();
  await startDriver(processes, "chromedriver", [`--port=${port}`], port);
  return {
    port,
    capabilities: {
      browserName: "chrome",
      "goog:chromeOptions": {
        binary: program("chromium", "google-chrome"),
        args: [
          "--headless",
          // Chromium's sandbox refuses to run as root, which containers do.
          ...(process.getuid() === 0 ? ["--no-sandbox"] : []),
          "--disable-gpu",
          "--disable-dev-shm-usage",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          `--user-data-dir=${profile}`,
          ...args,
        ],
        prefs: {
          "download.default_directory": downloadDir,
          "download.prompt_for_download": false,
          "profile.default_content_setting_values.automatic_downloads": 1,
          ...prefs,
        },
      },
    },
  };
}

async function startFirefox({ processes, profile, downloadDir, args, prefs }) {
  const port = await freePort();
  const socket = await freePort();
  await startDriver(processes, "geckodriver", ["--port", `${port}`, "--websocket-port", `${socket}`], port);
  return {
    port,
    capabilities: {
      browserName: "firefox",
      "moz:firefoxOptions": {
        binary: program("firefox-esr", "firefox"),
        args: ["-headless", "-profile", profile, ...args],
        prefs: {
          "browser.download.folderList": 2,
          "browser.download.dir": downloadDir,
          "browser.download.alwaysOpenPanel": false,
          "browser.helperApps.neverAsk.saveToDisk": "application/json",
          ...prefs,
        },
      },
    },
  };
}

async function startWebKit({ processes, scratch, downloadDir }) {
  const display = await startDisplay(processes);
  // MiniBrowser saves to the user's download directory, which this file names.
  const config = path.join(scratch, "config");
  mkdirSync(config);
  writeFileSync(path.join(config, "user-dirs.dirs"), `XDG_DOWNLOAD_DIR="${downloadDir}"\n`);
  const port = await freePort();
  const environment = { DISPLAY: display, XDG_CONFIG_HOME: config, GDK_BACKEND: "x11", NO_AT_BRIDGE: "1" };
  await startDriver(processes, "WebKitWebDriver", [`--port=${port}`], port, environment);
  return {
    port,
    capabilities: {
      browserName: "MiniBrowser",
      "webkitgtk:browserOptions": { binary: miniBrowser(), args: ["--automation"] },
    },
  };
}

/** The path of WebKitGTK's MiniBrowser, which is on no PATH. */
export function miniBrowser() {
  const machine = { x64: "x86_64", arm64: "aarch64" }[process.arch] ?? process.arch;
  const places = ["4.1", "4.0", "6.0"].flatMap((api) => [
    `/usr/lib/${machine}-linux-gnu/webkit2gtk-${api}/MiniBrowser`,
    `/usr/lib/${machine}-linux-gnu/webkitgtk-${api}/MiniBrowser`,
    `/usr/libexec/webkit2gtk-${api}/MiniBrowser`,
  ]);
  const found = places.find((place) => existsSync(place));
  if (!found) throw new Error("WebKitGTK's MiniBrowser is missing (Debian: webkit2gtk-driver)");
  return found;
}

/** Starts a virtual X display; returns its name, as ":99". */
export function startDisplay(processes) {
  return new Promise((resolve, reject) => {
    const args = ["-displayfd", "3", "-screen", "0", "1400x1000x24", "-nolisten", "tcp"];
    const child = spawn("Xvfb", args, { detached: true, stdio: ["ignore", "ignore", "ignore", "pipe"] });
    processes.push(child);
    const timer = setTimeout(() => reject(new Error("Xvfb did not start")), START_MS);
    child.on("error", reject);
    child.on("exit", () => reject(new Error("Xvfb ended at once")));
    child.stdio[3].once("data", (number) => {
      clearTimeout(timer);
      resolve(`:${`${number}`.trim()}`);
    });
  });
}

/** Starts a WebDriver program and waits until it is ready for a session. */
async function startDriver(processes, name, args, port, environment = {}) {
  const child = spawn(program(name), args, {
    detached: true,
    stdio: "ignore",
    env: { ...process.env, ...environment },
  });
  processes.push(child);
  let failure = null;
  child.on("error", (error) => (failure = error));
  child.on("exit", (code) => (failure ??= new Error(`${name} ended with code ${code}`)));
  const end = Date.now() + START_MS;
  while (Date.now() < end) {
    if (failure) throw failure;
    const answer = await fetch(`http://127.0.0.1:${port}/status`).catch(() => null);
    if (answer?.ok) return;
    await pause(50);
  }
  throw new Error(`${name} was not ready within ${START_MS / 1000} s`);
}

/** Ends a process group and waits until its leader is gone. */
async function endGroup(child, signal) {
  const gone = child.exitCode !== null || child.signalCode !== null;
  const ended = gone ? Promise.resolve() : new Promise((resolve) => child.once("exit", resolve));
  const send = (name) => {
    try {
      process.kill(-child.pid, name);
    } catch {
      // The group is gone already.
    }
  };
  if (!child.pid) return;
  send(signal);
  await Promise.race([ended, pause(3000)]);
  send("SIGKILL");
}

function program(...names) {
  const directories = (process.env.PATH ?? "").split(path.delimiter);
  for (const name of names) {
    const found = directories.map((directory) => path.join(directory, name)).find((file) => existsSync(file));
    if (found) return found;
  }
  throw new Error(`${names.join(" or ")} is not on PATH; scripts/setup.sh test installs it`);
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
