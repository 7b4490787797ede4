// Draws a sample; only the fields that its plan needs are shown.
import { ask, byId, go, once } from "./base.js";

const form = byId("draw");

function show() {
  const plan = form.elements.plan.value;
  for (const field of form.querySelectorAll("[data-for]")) field.hidden = !field.dataset.for.split(" ").includes(plan);
}

form.addEventListener("change", show);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  const { plan, level, aql, size, risk } = form.elements;
  const wanted = { plan: plan.value, level: level.value, aql: aql.value, size: Number(size.value), risk: Number(risk.value) };
  once(async () => {
    const { id } = await ask("POST", "/samples", wanted);
    await go("judge" in form.dataset ? `/samples/${id}` : `/samples/${id}/result`);
  });
});
show();
