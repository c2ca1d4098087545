// Makes pictures smaller with sharp, two at a time, and prints the seconds that took:
//     node sharp.mjs JOBS.json
// Quality, effort and colour are those of the suite's own encoders.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

// From where it is started, since that is where sharp is installed.
const sharp = createRequire(`${process.cwd()}/`)("sharp");
sharp.concurrency(1);
sharp.cache(false);

const jobs = JSON.parse(await readFile(process.argv[2], "utf8"));
const save = {
  avif: (image, quality) => image.avif({ quality, effort: 3, chromaSubsampling: "4:2:0" }),
  webp: (image, quality) => image.webp({ quality, effort: 4 }),
};

async function work() {
  for (let job = jobs.shift(); job; job = jobs.shift()) {
    const photo = sharp(job.path);
    for (const { width, format, quality, target } of job.variants) {
      await save[format](photo.clone().resize(width), quality).toFile(target);
    }
  }
}

const begun = performance.now();
await Promise.all([work(), work()]);
console.log((performance.now() - begun) / 1000);
