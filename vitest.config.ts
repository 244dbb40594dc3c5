import { defineConfig } from "vitest/config";

const shared = {
  exclude: ["**/node_modules/**", ".build/**", "data/**"],
};

/** Four kinds of test: pure units, real PostgreSQL, the command line started for real, a real browser. */
export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          ...shared,
          name: "unit",
          include: [
            "{packages,src,stand-ins,demo,scripts,library}/**/*.test.{ts,tsx}",
            "test/{walls,own-field-type,hostile}/**/*.test.ts",
          ],
          exclude: [...shared.exclude, "**/*.db.test.{ts,tsx}"],
        },
      },
      {
        extends: true,
        test: {
          ...shared,
          name: "integration",
          include: ["{src,demo,stand-ins}/**/*.db.test.{ts,tsx}", "test/integration/**/*.test.ts"],
          globalSetup: ["test/postgres.ts"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          ...shared,
          name: "start",
          include: ["test/start/**/*.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 60_000,
          maxWorkers: 1,
        },
      },
      {
        extends: true,
        test: {
          ...shared,
          name: "journeys",
          include: ["test/journeys/**/*.test.ts"],
          globalSetup: ["test/journeys/demo-world.ts"],
          testTimeout: 180_000,
          hookTimeout: 120_000,
          maxWorkers: 1,
        },
      },
    ],
  },
});
