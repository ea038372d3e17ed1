def test_home(at):
    assert at("accompanist").get("/e/val/").status_code == 200
    assert at("stranger").get("/e/val/").status_code == 404
    assert at("anonymous").get("/e/val/").status_code == 302
    assert at("guest").post("/e/val/").status_code == 405
    assert at("guest").get("/e/val/nulle-part/").status_code == 404
    assert at("anonymous").get("/sante/").json()["status"] == "ok"
