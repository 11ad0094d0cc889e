"use strict";

document.getElementById("findings").append(...findingsList(readData("report").findings));
