// The page of offline field work, /field/.
import "./field/main.js";
