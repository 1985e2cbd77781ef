import "./load-env-file.ts";
import { endTogether, explainAndEnd, startNext } from "./run-app.ts";
import { startServices } from "./services.ts";

/** `npm run dev`: database, emulators and the app with hot reload. */
const port = Number(process.env.PORT ?? 3000);
const services = await startServices({
  data_dir: ".data",
  emulators_port: Number(process.env.EMULATORS_PORT ?? 4010),
  webhook_url: `http://127.0.0.1:${port}/api/stripe/webhook`,
}).catch(explainAndEnd);
const env = { ...process.env, MONGO_URL: services.mongo_url, EMULATORS_URL: services.emulators_url, PORT: String(port) };
console.log(`MaestroHub      http://localhost:${port}\nMails, payments ${services.emulators_url}`);
endTogether(startNext("dev", { port, env }), services.stop);
