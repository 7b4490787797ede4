import { ask, byId } from "./base.js";

byId("login").addEventListener("submit", async (event) => {
  event.preventDefault();
  const given = new FormData(event.currentTarget);
  await ask("POST", "/login", { name: given.get("name"), password: given.get("password") });
  location.assign("/");
});
