// The agent before everything else: it patches what is loaded after it, and what Node has built in.
import agent from "newrelic";
import http from "node:http";
import type { AddressInfo } from "node:net";

/**
 * A program with the real agent in it, as its own process because the agent patches the one it runs in: it serves one
 * request over http and one that fails, says what a product would say, hands everything over and ends.
 */
const server = http.createServer((request, response) => {
  agent.setTransactionName("GET /coaches/[slug]");
  if (request.url === "/fails") {
    agent.noticeError(new TypeError("no such coach"), { area: "pages" });
    response.statusCode = 500;
  }
  response.end("here");
});

await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const { port } = server.address() as AddressInfo;
for (const path of ["/", "/fails"]) {
  await new Promise((resolve) => http.get({ host: "127.0.0.1", port, path, agent: false }, (answer) => answer.resume().on("end", resolve)));
}
agent.recordCustomEvent("BookingCreated", { category: "academics", price: 6_500 });
// The agent puts "Custom/" in front by itself.
agent.recordMetric("Booking/AverageValue", 65);
server.close();
agent.shutdown({ collectPendingData: true, timeout: 20_000 }, (error) => {
  if (error) console.error(error);
  process.exit(error ? 1 : 0);
});
