// Offers the districts of the regency that is typed; without it the server says which are meant.

const regency = document.querySelector("#regency");
const district = document.querySelector("#district");
const offered = document.querySelector("#districts");

regency.addEventListener("change", async () => {
  district.value = "";
  const address = `${offered.dataset.from}?${new URLSearchParams({ regency: regency.value })}`;
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  const { districts } = answer.ok ? await answer.json() : { districts: [] };
  offered.replaceChildren(...districts.map((name) => new Option("", name)));
});
