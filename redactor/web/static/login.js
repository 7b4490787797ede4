import { ask, byId, go, once } from "./base.js";

byId("login").addEventListener("submit", (event) => {
  event.preventDefault();
  const given = new FormData(event.currentTarget);
  once(async () => {
    await ask("POST", "/login", { name: given.get("name"), password: given.get("password") });
    await go("/");
  });
});
